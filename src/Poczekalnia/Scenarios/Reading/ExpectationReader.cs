using System.Text.RegularExpressions;
using Poczekalnia.Scenarios.Steps;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Reports;

namespace Poczekalnia.Scenarios.Reading;

/// <summary>Reads what must be true: under each key of <c>expect:</c>, names with their state.</summary>
internal static partial class ExpectationReader
{
    public static ValueList<Expectation> Read(Part part, Names names)
    {
        if (!part.IsPresent)
        {
            return [];
        }

        var map = part.Map();
        var expected = new List<Expectation>();
        ReadRefusal(map["refused"], expected);
        Each(map["holds"], (name, value) => new Expectation.Holds(
            names.Patient(value, name), value.Text() == "nothing" ? null : names.Slot(value), value.Line));
        ReadWaiting(map["waiting"], names, expected);
        Each(map["entry"], (name, value) => ReadEntry(names.Patient(value, name), value, names));
        Each(map["report"], (name, value) => ReadReport(names.Patient(value, name), value, names));
        Each(map["referral"], (name, value) => ReadReferral(names.Referral(value, name), value, names));
        Each(map["appointment"], (name, value) => ReadAppointment(names.Patient(value, name), value, names));
        Each(map["slot"], (name, value) => new Expectation.SlotIs(
            names.Slot(value, name), StandingReader.Slot(value), value.Line));
        Each(map["place"], (name, value) => new Expectation.PlaceIs(
            names.Place(value, name), StandingReader.Place(value), value.Line));
        Each(map["window"], ReadWindow);
        Each(map["notices"], (name, value) => new Expectation.Notices(
            names.Patient(value, name), ValueList.From(value.Items().SelectMany(ReadNotice).ToList()), value.Line));
        Each(map["placeNotices"], (name, value) => new Expectation.PlaceNotices(
            names.Place(value, name),
            ValueList.From(value.Items().Where(IsNotNone).Select(StandingReader.PlaceNotice).ToList()),
            value.Line));
        Each(map["reminders"], (name, value) => new Expectation.Reminders(
            names.Patient(value, name),
            ValueList.From(value.Items().Where(IsNotNone).Select(Units.Instant).ToList()),
            value.Line));
        Each(map["unsettled"], (name, value) => new Expectation.Unsettled(
            names.Place(value, name),
            ValueList.From(value.Items().Where(IsNotNone).Select(names.Patient).ToList()),
            value.Line));
        Each(map["whyNot"], (name, value) => ReadWhyNot(names.Patient(value, name), value, names));
        if (map["nothingElse"].YesNo(otherwise: false))
        {
            expected.Add(new Expectation.NothingElse(map["nothingElse"].Line));
        }

        map.Done();
        return ValueList.From(expected.OrderBy(expectation => expectation.Line));

        void Each(Part names, Func<string, Part, Expectation> read)
        {
            if (names.IsPresent)
            {
                expected.AddRange(names.Map().Entries().Select(entry => read(entry.Key, entry.Value)).ToList());
            }
        }
    }

    private static bool IsNotNone(Part part) => part.Text() != "none";

    // A code, or a code with what the refusal must name.
    private static void ReadRefusal(Part part, List<Expectation> expected)
    {
        if (!part.IsPresent)
        {
            return;
        }

        var map = part.IsMap ? part.Map() : null;
        var code = map is null ? part : map["code"];
        var naming = map is null ? [] : map["naming"].Items().Select(item => item.Text()).ToList();
        map?.Done();
        if (!StandingReader.RefusalCodes.Contains(code.Text()))
        {
            code.Wrong($"There is no refusal '{code.Text()}'.", Nearest.Cure(code.Text(), StandingReader.RefusalCodes));
        }

        expected.Add(new Expectation.Refused(code.Text(), ValueList.From(naming), part.Line));
    }

    // A list of patients in their order, "nobody", or lists under the codes of scopes.
    private static void ReadWaiting(Part part, Names names, List<Expectation> expected)
    {
        if (!part.IsPresent)
        {
            return;
        }

        if (part.IsMap)
        {
            foreach (var (code, value) in part.Map().Entries())
            {
                expected.Add(new Expectation.Waiting(Scope(value, code), Patients(value), value.Line));
            }
        }
        else
        {
            var scope = names.Scopes.Count > 0 ? names.Scopes[0] : default;
            expected.Add(new Expectation.Waiting(scope, Patients(part), part.Line));
        }

        ValueList<string> Patients(Part list) =>
            ValueList.From(list.Items().Where(item => item.Text() != "nobody").Select(names.Patient).ToList());
    }

    private static Expectation.EntryIs ReadEntry(string patient, Part part, Names names)
    {
        var map = part.IsMap ? part.Map() : null;
        var state = map is null ? part : map["is"];
        var entry = new Expectation.EntryIs(
            patient,
            names.Scope(Optional(part, map, "scope")),
            state.IsPresent ? StandingReader.Entry(state) : null,
            map?["class"] is { IsPresent: true } group ? StandingReader.Class(group) : null,
            map?["since"] is { IsPresent: true } since ? since.Instant() : null,
            map?["rank"] is { IsPresent: true } rank ? rank.Whole(1) : null,
            map?["left"] is { IsPresent: true } left
                ? ValueList.From(left.Items().Where(IsNotNone).Select(names.Slot).ToList())
                : null,
            part.Line);
        map?.Done();
        return entry;
    }

    private static Expectation.ReportIs ReadReport(string patient, Part part, Names names)
    {
        var map = part.IsMap ? part.Map() : null;
        var report = new Expectation.ReportIs(
            patient,
            names.Scope(Optional(part, map, "scope")),
            StandingReader.Report(map is null ? part : map["is"]),
            map?["because"] is { IsPresent: true } reason ? StandingReader.Closure(reason) : null as ReportClosure?,
            part.Line);
        map?.Done();
        return report;
    }

    private static Expectation.ReferralIs ReadReferral(string name, Part part, Names names)
    {
        var map = part.IsMap ? part.Map() : null;
        var referral = new Expectation.ReferralIs(
            name,
            StandingReader.Referral(map is null ? part : map["is"]),
            map?["by"] is { IsPresent: true } place ? names.Place(place) : null,
            part.Line);
        map?.Done();
        return referral;
    }

    private static Expectation.AppointmentIs ReadAppointment(string patient, Part part, Names names)
    {
        var map = part.IsMap ? part.Map() : null;
        var state = map is null ? part : map["is"];
        var appointment = new Expectation.AppointmentIs(
            patient,
            map?["kind"] is { IsPresent: true } kind
                ? kind.OneOf(("first-time", SlotKind.FirstTime), ("continuing", SlotKind.Continuing))
                : SlotKind.FirstTime,
            state.IsPresent ? StandingReader.Appointment(state) : null,
            map?["slot"] is { IsPresent: true } slot ? names.Slot(slot) : null,
            map?["origin"] is { IsPresent: true } origin ? StandingReader.Origin(origin) : null as BookingOrigin?,
            map?["fault"] is { IsPresent: true } fault ? StandingReader.FaultOf(fault) : null as Fault?,
            part.Line);
        map?.Done();
        return appointment;
    }

    private static Expectation.WindowIs ReadWindow(string code, Part part)
    {
        var map = part.Map();
        var window = new Expectation.WindowIs(
            Scope(part, code), map["through"].DateOrNone(), map["swept"].DateOrNone(), part.Line);
        map.Done();
        return window;
    }

    private static Expectation.WhyNot ReadWhyNot(string patient, Part part, Names names)
    {
        var map = part.Map();
        var whyNot = new Expectation.WhyNot(
            patient,
            names.Scope(map["scope"]),
            names.Slot(map["slot"]),
            map["rule"].IsPresent ? map["rule"].Text() : null,
            map["betterPlaced"].IsPresent ? names.Patient(map["betterPlaced"]) : null,
            part.Line);
        map.Done();
        if (whyNot is { Rule: null, BetterPlaced: null })
        {
            part.Wrong("It says not why.", "Add 'rule:' or 'betterPlaced:'.");
        }

        return whyNot;
    }

    // "date-assigned", "date-assigned by mobile", "none".
    private static IEnumerable<ExpectedNotice> ReadNotice(Part part)
    {
        if (!IsNotNone(part))
        {
            yield break;
        }

        var match = NoticePattern().Match(part.Text());
        var channel = match.Groups[2].Success
            ? PatientMixReader.ReadContacts(part, match.Groups[2].Value)[0]
            : null as ContactKind?;
        yield return new ExpectedNotice(StandingReader.Notice(part, match.Groups[1].Value), channel);
    }

    private static ScopeCode Scope(Part part, string text)
    {
        if (!ScopeCode.TryParse(text, out var code))
        {
            part.Wrong($"'{text}' is no scope code.", "Write such as 02.1580.001.02.");
        }

        return code;
    }

    private static Part Optional(Part part, PartMap? map, string key) =>
        map is null ? part.Child(null, key, part.Source) : map[key];

    [GeneratedRegex(@"^(.+?)(?: by (mobile|landline|email|push))?$")]
    private static partial Regex NoticePattern();
}
