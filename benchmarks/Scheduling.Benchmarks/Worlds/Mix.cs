using NodaTime;
using NodaTime.Text;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Scheduling.Benchmarks.Worlds;

/// <summary>What a world is mixed of; the file says what each figure means. A share is a part of one.</summary>
public sealed class Mix
{
    public ulong Seed { get; init; }

    /// <summary>The local date on which is matched, as in the file.</summary>
    [YamlMember(Alias = "today")]
    public string TodayText { get; init; } = "";

    public int WindowDays { get; init; }

    public int MinimumLeadDays { get; init; }

    public MapMix Map { get; init; } = new();

    public SupplyMix Supply { get; init; } = new();

    public EntryMix Entries { get; init; } = new();

    public AgeingMix Ageing { get; init; } = new();

    [YamlIgnore]
    public LocalDate Today => LocalDatePattern.Iso.Parse(TodayText).Value;

    /// <summary>Reads a file of benchmarks/worlds; a key that is not known is an error.</summary>
    public static Mix Read(string path)
    {
        using var text = new StreamReader(path);
        return new DeserializerBuilder()
            .WithNamingConvention(CamelCaseNamingConvention.Instance)
            .Build()
            .Deserialize<Mix>(text);
    }
}

/// <summary>The territorial division.</summary>
public sealed class MapMix
{
    public int Voivodeships { get; init; }

    public int Powiats { get; init; }

    public int Gminas { get; init; }

    public double GminaZipf { get; init; }
}

/// <summary>Scopes, places, practitioners and their slots.</summary>
public sealed class SupplyMix
{
    public int Scopes { get; init; }

    public double ScopeZipf { get; init; }

    public int Places { get; init; }

    public int Practitioners { get; init; }

    public double RemoteShare { get; init; }

    public double AgesShare { get; init; }

    public int HoursFrom { get; init; }

    public double[] HourWeights { get; init; } = [];

    public int[] Minutes { get; init; } = [];

    public double WeekendShare { get; init; }
}

/// <summary>Who waits, and for what.</summary>
public sealed class EntryMix
{
    public double[] Classes { get; init; } = [];

    public double Country { get; init; }

    public double Voivodeship { get; init; }

    public double Powiat { get; init; }

    public double Gmina { get; init; }

    public double Place { get; init; }

    public double Practitioner { get; init; }

    public double Circle { get; init; }

    public double SeveralPowiats { get; init; }

    public int[] CirclesKm { get; init; } = [];

    public double Weekdays { get; init; }

    public double Hours { get; init; }

    public double Dates { get; init; }

    public double Mode { get; init; }

    public int[] NoticeDays { get; init; } = [];

    public double[] NoticeShares { get; init; } = [];

    public double Minors { get; init; }

    public int ReportedOverDays { get; init; }

    public double EarlierReport { get; init; }

    public int EarlierByDaysMax { get; init; }
}

/// <summary>How a queue becomes an old one.</summary>
public sealed class AgeingMix
{
    public int Rolls { get; init; }

    public double SlotsPerEntry { get; init; }

    public double LargerBy { get; init; }
}
