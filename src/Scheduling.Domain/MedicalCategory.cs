namespace Scheduling.Domain;

/// <summary>How urgent the case is (Dz.U. 2005 poz. 1661 § 2).</summary>
public enum MedicalCategory
{
    /// <summary>It may get worse fast (pl. <i>przypadek pilny</i>).</summary>
    Urgent,

    /// <summary>Every other case (pl. <i>przypadek stabilny</i>).</summary>
    Stable,
}

/// <summary>A card with time limits of its own (art. 20(13), (15)).</summary>
public enum FastTrackCard
{
    /// <summary>Oncology (pl. <i>karta DiLO</i>).</summary>
    Oncology,

    /// <summary>Cardiology (pl. <i>e-KOK</i>).</summary>
    Cardiology,
}

/// <summary>A declared right to be served out of turn (pl. <i>uprawnienia szczególne</i>, art. 47c(1)).</summary>
/// <param name="LegalBasis">The point of art. 47c(1) it rests on, such as <c>art. 47c(1)(1)</c>.</param>
public sealed record Entitlement(string LegalBasis);
