namespace Scheduling.Domain;

/// <summary>Who asks.</summary>
public enum ActorRole
{
    /// <summary>The patient.</summary>
    Patient,

    /// <summary>Somebody who acts for the patient (pl. <i>osoba trzecia</i>, art. 23e(1)).</summary>
    ThirdPerson,

    /// <summary>Somebody who works at a service place.</summary>
    Staff,

    /// <summary>The administrator of a provider (pl. <i>Administrator podmiotu</i>).</summary>
    Administrator,

    /// <summary>The engine: matcher, due work, processes.</summary>
    System,
}

/// <summary>What follows from who asks.</summary>
public static class ActorRoles
{
    /// <summary>
    /// Whether it is the patient's own wish, be it uttered at the desk of a place: the patient's or a third person's.
    /// </summary>
    public static bool SpeaksForPatient(this ActorRole role) => role is ActorRole.Patient or ActorRole.ThirdPerson;
}

/// <summary>By which way the request came.</summary>
public enum Channel
{
    /// <summary>The patient's account on the web (pl. <i>Internetowe Konto Pacjenta</i>).</summary>
    Ikp,

    /// <summary>The patient's account on the telephone (pl. <i>mojeIKP</i>).</summary>
    MojeIkp,

    /// <summary>A reply to a reminder.</summary>
    Sms,

    /// <summary>A service place: at the desk, by telephone or by its own electronic means.</summary>
    Place,

    /// <summary>The voice assistant (pl. <i>asystent głosowy</i>, art. 23f).</summary>
    Voice,

    /// <summary>No outside channel: the engine itself.</summary>
    Internal,
}

/// <summary>Who asks, by which channel, and for staff from which place.</summary>
/// <param name="Place">The place that staff or an administrator speak for; nothing for anybody else.</param>
public sealed record Actor(ActorRole Role, Channel Channel, PlaceId? Place = null)
{
    /// <summary>The engine.</summary>
    public static Actor System { get; } = new(ActorRole.System, Channel.Internal);

    /// <summary>The staff of a place.</summary>
    public static Actor StaffOf(PlaceId place) => new(ActorRole.Staff, Channel.Place, place);

    /// <summary>The administrator of a place.</summary>
    public static Actor AdministratorOf(PlaceId place) => new(ActorRole.Administrator, Channel.Place, place);

    /// <summary>The patient, by one of the patient's channels.</summary>
    public static Actor PatientBy(Channel channel) => new(ActorRole.Patient, channel);

    public bool IsStaffOf(PlaceId place) =>
        Role is ActorRole.Staff or ActorRole.Administrator && Channel == Channel.Place && Place == place;

    public bool IsStaff => Role is ActorRole.Staff or ActorRole.Administrator && Channel == Channel.Place;
}

/// <summary>The kinds of contact a patient left; the data themselves never stand in an event.</summary>
public enum ContactKind
{
    /// <summary>A mobile telephone: gets text messages.</summary>
    Mobile,

    /// <summary>A landline telephone: the voice assistant's or the place's business.</summary>
    Landline,

    /// <summary>E-mail.</summary>
    Email,

    /// <summary>
    /// The patient's account on the telephone: gets push messages. Alone it is no contact in the law's sense.
    /// </summary>
    Push,
}
