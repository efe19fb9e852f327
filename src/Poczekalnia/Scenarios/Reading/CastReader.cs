using Poczekalnia.Scenarios.Steps;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Referrals;

namespace Poczekalnia.Scenarios.Reading;

/// <summary>Reads those who have names. Everybody with a referral has it under their own name.</summary>
internal static class CastReader
{
    public static ValueList<Person> Read(Part part, Names names)
    {
        if (!part.IsPresent)
        {
            return [];
        }

        var people = new List<Person>();
        foreach (var (name, value) in part.Map().Entries())
        {
            people.Add(ReadOne(names.NewPatient(value, name), value, names));
        }

        return ValueList.From(people);
    }

    private static Person ReadOne(string name, Part part, Names names)
    {
        // "anna: {}" is somebody with nothing special; "anna:" alone reads as an empty value and means the same.
        var map = part.Map();
        var form = map["referral"].IsPresent
            ? map["referral"].OneOf<ReferralForm?>(
                ("electronic", ReferralForm.Electronic), ("paper", ReferralForm.Paper), ("none", null))
            : ReferralForm.Electronic;
        var person = new Person(
            name,
            map["ages"].IsPresent ? map["ages"].Ages() : AgeRange.Adult,
            map["contacts"].IsPresent ? ReadContacts(map["contacts"]) : [ContactKind.Mobile],
            map["category"].IsPresent ? map["category"].Category() : MedicalCategory.Stable,
            map["card"].IsPresent ? ReadCard(map["card"]) : null,
            map["entitled"].IsPresent ? map["entitled"].Text() : null,
            form,
            names.Scope(map["scope"]),
            map["register"].IsPresent
                ? map["register"].OneOf(
                    ("eligible", EligibilityVerdict.Eligible),
                    ("not-eligible", EligibilityVerdict.NotEligible),
                    ("unavailable", EligibilityVerdict.Unavailable))
                : EligibilityVerdict.Eligible);
        map.Done();
        if (form is not null)
        {
            names.NewReferral(part, name);
        }

        return person;
    }

    /// <summary>Kinds of contact joined by <c>+</c>, or <c>none</c>.</summary>
    public static ValueList<ContactKind> ReadContacts(Part part) =>
        part.Text() == "none" ? [] : PatientMixReader.ReadContacts(part, part.Text());

    public static FastTrackCard ReadCard(Part part) =>
        part.OneOf(("oncology", FastTrackCard.Oncology), ("cardiology", FastTrackCard.Cardiology));
}
