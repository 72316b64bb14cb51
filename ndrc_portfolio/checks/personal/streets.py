"""What a street is called, and how that is shortened."""

STREETS = (
    r"(?i:rues?|avenue|av\.?|ave\.?|boulevard|boul\.?|bd\.?|blvd|bld|allées?|all\.|impasse|imp\.|chemin|ch\.|route|rte"
    r"|place|pl\.|square|quai|cours|passage|sentier|résidence|rés\.|lotissement|lot\.|lieu-dit|hameau|montée|traverse"
    r"|faubourg|fbg|esplanade|promenade|clos|cité|voie|mas|ruelle|venelle|chaussée|côte|villa|rampe|carrefour|mail"
    r"|rond-point|quartier|domaine)"
)
