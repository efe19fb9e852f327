namespace Scheduling.Host.Patients;

/// <summary>Somebody with a number and ways to be reached. Who is known already stays as they are.</summary>
internal sealed record RegisterPatientRequest(string Pesel, ContactData Contact)
{
    /// <summary>Nothing: neither a log nor an exception shows personal data.</summary>
    public override string ToString() => nameof(RegisterPatientRequest);
}

/// <summary>The number of somebody who is looked for; in the body, for addresses are logged.</summary>
internal sealed record FindPatientRequest(string Pesel)
{
    /// <summary>Nothing: neither a log nor an exception shows personal data.</summary>
    public override string ToString() => nameof(FindPatientRequest);
}
