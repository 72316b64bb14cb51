"""What is said to people, in French, and the first of the phases: this folder imports nothing of the others.

    french      no-break spaces, plurals, lists of words, the system's faults
    dates       a date that is written as in France
    words       how labels are compared, and which known word an unknown one is nearest to
    diagnostic  what is wrong, where, what to write instead, and the edit that mends it
    edits       edits carried out on a text
    message     what a fault is: code, severity, sentence, remedy, rule, cost, and its typed blanks
    catalogue   every fault that has a code, a class each, by subject
    report      diagnostics in order: as text, as JSON, for GitHub, for a log

`UnknownValue(valeur=…, …).at(path, place)` makes the `Diagnostic`. No code outside of this folder holds a sentence
of a fault, nor decides anything by its number: what faults have in common is a class too.
"""
