namespace Scheduling.Domain.Reports;

/// <summary>What a report must say of how the patient can be reached.</summary>
public static class Contacts
{
    /// <summary>
    /// At least a telephone or an e-mail address (art. 23e(2), REG.WER.8361); push alone does not do.
    /// </summary>
    public static bool Suffice(ValueList<ContactKind> contacts)
    {
        foreach (var kind in contacts.AsSpan())
        {
            if (Counts(kind))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a landline is all there is: then the voice assistant may be used.</summary>
    public static bool IsLandlineOnly(ValueList<ContactKind> contacts) =>
        contacts.Count > 0 && contacts.All(kind => kind == ContactKind.Landline);

    private static bool Counts(ContactKind kind) =>
        kind switch
        {
            ContactKind.Mobile => true,
            ContactKind.Landline => true,
            ContactKind.Email => true,
            ContactKind.Push => false,
        };
}
