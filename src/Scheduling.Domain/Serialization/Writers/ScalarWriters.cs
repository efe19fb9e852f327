using System.Buffers.Text;
using System.Numerics;
using NodaTime;
using Scheduling.Domain.Serialization.Converters;

namespace Scheduling.Domain.Serialization.Writers;

/// <summary>Enum values by their stored names.</summary>
internal sealed class EnumWriter<T> : CanonicalWriter<T>
    where T : struct, Enum
{
    public override void Write(Utf8Text target, T value)
    {
        target.Put((byte)'"');
        target.Put(EnumText.Utf8Of(value));
        target.Put((byte)'"');
    }
}

/// <summary>What may be missing: its record leaves it out then.</summary>
internal sealed class NullableWriter<T> : CanonicalWriter<T?>
    where T : struct
{
    private readonly CanonicalWriter<T> _present = CanonicalWriter<T>.Instance;

    public override void Write(Utf8Text target, T? value) => _present.Write(target, value!.Value);
}

/// <summary>A list in its own order.</summary>
internal sealed class ListWriter<T> : CanonicalWriter<ValueList<T>>
{
    private readonly CanonicalWriter<T> _item = CanonicalWriter<T>.Instance;

    public override void Write(Utf8Text target, ValueList<T> value)
    {
        target.Put((byte)'[');
        var separator = ""u8;
        foreach (var item in value.AsSpan())
        {
            target.Put(separator);
            _item.Write(target, item);
            separator = ","u8;
        }

        target.Put((byte)']');
    }
}

/// <summary>An identity as lower-case UUID text.</summary>
internal sealed class IdentityWriter<T> : CanonicalWriter<T>
    where T : struct, IIdentity
{
    private const int QuotedLength = 38;

    public override void Write(Utf8Text target, T value)
    {
        var room = target.Room(QuotedLength);
        room[0] = (byte)'"';
        value.Value.TryFormat(room[1..], out _);
        room[QuotedLength - 1] = (byte)'"';
        target.Take(QuotedLength);
    }
}

/// <summary>A code that is a plain string.</summary>
internal sealed class TextWriter<T>(Func<T, string> text) : CanonicalWriter<T>
{
    public override void Write(Utf8Text target, T value) => target.PutString(text(value));
}

/// <summary>An integer.</summary>
internal sealed class NumberWriter<T>(Func<T, long> number) : CanonicalWriter<T>
{
    private const int DigitsMax = 20;

    public override void Write(Utf8Text target, T value)
    {
        Utf8Formatter.TryFormat(number(value), target.Room(DigitsMax), out var written);
        target.Take(written);
    }
}

/// <summary>One of the four kinds of time: see <see cref="TimeText"/>.</summary>
internal sealed class TimeWriter<T>(WriteTime<T> write) : CanonicalWriter<T>
{
    public override void Write(Utf8Text target, T value)
    {
        target.Put((byte)'"');
        target.Take(write(value, target.Room(TimeText.LengthMax)));
        target.Put((byte)'"');
    }
}

/// <summary>A set of small numbers as an increasing list of them.</summary>
/// <param name="first">The number that bit 0 stands for.</param>
internal sealed class SetWriter<T>(int first, Func<T, int> mask) : CanonicalWriter<T>
{
    private const int DigitsMax = 2;

    public override void Write(Utf8Text target, T value)
    {
        target.Put((byte)'[');
        for (var left = mask(value); left != 0; left &= left - 1)
        {
            Utf8Formatter.TryFormat(
                first + BitOperations.TrailingZeroCount(left), target.Room(DigitsMax), out var written);
            target.Take(written);
            target.Put((left & (left - 1)) == 0 ? ""u8 : ","u8);
        }

        target.Put((byte)']');
    }
}

/// <summary>The writers of what is no record, written out.</summary>
internal static class ScalarWriters
{
    public static IEnumerable<CanonicalWriter> All { get; } =
    [
        new TextWriter<string>(text => text),
        new NumberWriter<int>(number => number),
        new NumberWriter<long>(number => number),
        new TextWriter<bool>(value => value ? "yes" : "no"),
        new IdentityWriter<PatientId>(),
        new IdentityWriter<PlaceId>(),
        new IdentityWriter<SlotId>(),
        new IdentityWriter<AppointmentId>(),
        new IdentityWriter<EntryId>(),
        new IdentityWriter<ReportId>(),
        new IdentityWriter<ReferralId>(),
        new IdentityWriter<ProcessId>(),
        new TextWriter<PractitionerId>(code => code.Value),
        new TextWriter<PolicyRef>(policy => policy.Value),
        new TextWriter<ScopeCode>(code => code.Value),
        new TextWriter<TerytCode>(code => code.Value),
        new TextWriter<StreamId>(stream => stream.ToString()),
        new TimeWriter<Instant>(TimeText.Write),
        new TimeWriter<LocalDate>(TimeText.Write),
        new TimeWriter<LocalDateTime>(TimeText.Write),
        new TimeWriter<LocalTime>(TimeText.Write),
        new SetWriter<DaySet>(1, days => days.Mask),
        new SetWriter<HourSet>(0, hours => hours.Mask),
    ];
}
