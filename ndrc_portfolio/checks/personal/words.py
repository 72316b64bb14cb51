"""Words that tell whom a piece of data is about: a person, or an organisation, whose address is public."""

import re


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _any_of(words: str, exact: str, more: str = r"(?!)") -> re.Pattern[str]:
    """One of these words, as a word of its own; `_` is a space, `*` any end.

    `exact` are words with their capitals; `more` is a pattern.
    """
    shapes = (re.escape(word).replace("_", r"\s+").replace(r"\*", r"\w*") for word in words.split())
    either = "|".join(sorted(shapes, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:(?i:{either}|{more})|{'|'.join(map(re.escape, exact.split()))})(?!\w)")


ORGANISATION = _any_of(
    """agence* association* atelier* bar bars boutique* bureau bureaux cabinet* café cafés campus cave caves centre
    centres chaîne* chambre_de chambre_des clinique* commerce commerces compagnie* concession* concurrent*
    coopérative* cuisiniste* dépôt dépôts distributeur* drive drives école* enseigne* entrepôt* entreprise*
    exposition* fabricant* fédération* filiale* foire* fondation* fournisseur* franchise* galerie* garage*
    grossiste* groupe groupes halle* hôtel* hypermarché* imprimerie* institut* local locaux logiciel* lycée*
    magasin* mairie* maison_des maison_de_la marché marchés marque* médiathèque* musée* office_de opticien*
    organisation* organisme* parc parcs partenaire* pharmacie* plateforme* point_de_vente points_de_vente
    préfecture* projet* prestataire* quincaillerie* réseau réseaux restaurant* salle salles salon_de salon_des
    salon_du service services showroom* siège sièges site sites société* stade* stand stands standard start-up
    startup succursale* supermarché* syndicat* théâtre* université* usine* zone_artisanale zone_commerciale
    zone_industrielle accueil hotline idée* concept* produit* gamme* loi lois directive* application*
    partenariat* événement* évènement* opération* campagne* boulangerie* librairie* banque* assurance* domaine
    caveau gare aéroport hall hangar chantier festival* congrès forum* palais zénith hippodrome hôpital* cinéma*
    piscine* gymnase* église* collège* crèche* fleuriste* coiffeur* salon_d’* traiteur* crédit_agricole
    crédit_mutuel caisse_d’* bureau_de_poste relais tabac presse kiosque* camping* gîte* auberge* club clubs
    laboratoire* notaire* étude_notariale poste_centrale chambre_d’* spa jardin_des jardin_du gymnase* stand*
    guichet* comptoir* entrée_du parking*""",
    exact="""CCI EURL SA SARL SAS SASU SAV SCI SCOP GIE EIRL ZA ZAC ZI CHU IUT CFA EHPAD Amazon Auchan Biocoop Boulanger
    Bouygues Carrefour Casino Castorama Cdiscount Darty Decathlon Fnac Ikea IKEA Intermarché Leclerc Lidl Aldi
    Midas Monoprix Norauto Orange Sephora SFR Speedy Picard Gifi Kiabi Cultura BNP LCL CIC HSBC MAIF MACIF MMA
    AXA GMF Groupama""",
    more=r"\w{3,}eries?",  # boulangerie, épicerie, jardinerie…
)
"""An organisation, a place of business; a thing of which one says too that it is « née »."""

PERSON = _any_of(
    """habite habitent habitait habitant demeure demeurant domicile domiciliée domicilié domiciliés réside résident
    résidant loge chez_lui chez_elle chez_eux chez_ses_parents chez_le_client chez_la_cliente chez_un_client
    chez_une_cliente client cliente prospect prospecte particulier particulière acheteur acheteuse acquéreur vendeur
    vendeuse déposant déposante candidat candidate salarié salariée tuteur tutrice stagiaire directeur directrice
    responsable gérant gérante patron patronne locataire propriétaire abonné abonnée bénévole voisin voisine conseiller
    conseillère maître_de_stage adresse_personnelle adresse_privée portable mobile perso personnel personnelle joignable
    joindre rappeler rappelé épouse époux mari famille couple maman papa ami amie collègue
    interlocuteur interlocutrice appartement mme mlle monsieur madame mademoiselle""",
    exact="M Mr MM",
)
"""A person, or what is a person's own."""

NO_PERSON = re.compile(
    r"\b(?:services?|relations?|espaces?|fichiers?|comptes?|expériences?|avis|fiches?|cartes?|satisfaction|portefeuilles?"
    r"|fidélité|suivi|bases?|parcours|accueil|centre) clients?\b",
    re.IGNORECASE,
)
"""What has « client » in it and is nobody."""

BRANDS = _set_of(
    """bricolage meuble meubles store stores propre figaro tussauds cuisine patate peinture jardinage web doubtfire
    bovary irma soleil vaisselle chat cadeau good goodies hulot meteo muscle literie menuiserie bebe menage sushi pizza
    burger vintage"""
)
"""What stands behind « Monsieur » or « Madame » in the name of an enseigne, a magazine, a film."""

ROLES = _set_of(
    """directeur directrice maire president presidente responsable ministre prefet prefete proviseur proviseure
    professeur gerant gerante inspecteur inspectrice conseiller conseillere client cliente acheteur acheteuse vendeur
    vendeuse prospect tuteur tutrice untel unetelle tout-le-monde"""
)
"""What stands there and names nobody."""

BOXES = _set_of(
    """accueil achat achats admin administration agence asso association atelier billetterie bonjour boutique bureau
    cabinet campus cci centre client clients club college commande commandes commercial commerciale communication compta
    comptabilite contact contacts devis direction drive ecole emploi entreprise export facturation festival foire
    formation garage groupe hello help hotel info infos information informations inscription jobs livraison lycee
    magasin mairie maison marche marketing musee news newsletter no noreply office officiel partenariat partenariats
    pharmacie presse pro reception recrutement reply reseau reservation reservations restaurant rh salon sarl sas sav
    scolarite secretariat service services showroom site societe stage stages studio support tourisme tresorerie vente
    ventes web webmaster welcome"""
)
"""What a mailbox of an organisation is called."""

FREE_MAIL = _set_of(
    """aliceadsl aol bbox club-internet free gmail gmx googlemail hotmail icloud laposte live mail mailo me msn neuf
    numericable orange outlook proton protonmail sfr wanadoo yahoo ymail"""
)
"""Whose mailboxes everybody may have."""

LOWER_WORDS = _set_of("la le les l x y z et ou qui que a est de du des directrice maire responsable cliente")
"""What stands behind « mme » and is no name."""

STARTS = _set_of(
    """a afin ainsi alors apres au aucun aucune aussi autour aux avant avec c ca ce cela cependant ces cet cette ceux
    chacun chaque chez comme comment d dans de depuis des donc du durant elle elles en enfin ensuite entre envers
    est et finalement grace il ils j je jusqu l la le les leur leurs lors lorsque lui m ma mais malgre mes mon n ni
    nos notre nous on or ou par parce pendant plusieurs plus pour pourquoi pourtant puis puisque qu quand que quel
    quelle quelques qui quoi s sa sans se selon ses si soit son sous suite sur tous tout toute toutefois toutes tres
    un une vers vos votre vous y"""
)
"""What begins a sentence."""
