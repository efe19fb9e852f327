namespace Scheduling.Domain.Matching;

/// <summary>
/// One grid for circles of up to a radius. A cell is as wide as such a circle, so a circle touches few cells, and a
/// point lies in one. Everything here is rounded away from the point: a grid may promise too much, never too little,
/// and <see cref="Circle.Contains"/> has the last word.
/// </summary>
internal sealed class CircleGrid
{
    // The radii that people ask for are steps; the others fall into the next wider one.
    private static readonly int[] Steps = [2, 5, 10, 15, 20, 30, 40, 50, 80, 100, 200, 400, Limits.RadiusKmMax];
    private static readonly int[] WideSteps = [20, 80, 320];

    private static readonly CircleGrid[] GridsForEntries = Grids(Steps);
    private static readonly CircleGrid[] GridsForSlots = Grids(WideSteps);

    private const double UnitsPerDegree = 100_000;
    private const double RadiansPerUnit = Math.PI / 180 / UnitsPerDegree;

    // The radius and the rounding of GeoPoint.MetresTo; two units more hide every last bit.
    private const double EarthRadiusMetres = 6_371_000;
    private const double RoundingMetres = 1;
    private const int Slack = 2;

    private const int North = 9_000_000;
    private const int East = 18_000_000;
    private const int FarNorth = 8_500_000;

    // Poland ends at 54.9 degrees: up to there a circle is no wider than two cells.
    private const int LatitudeOfCells = 5_500_000;
    private const int MostCells = 16;
    private const int CellsOfCoordinates = 3;
    private const int HalfBits = 16;
    private const int NameBits = 24;

    private readonly int _metres;
    private readonly int _height;
    private readonly int _width;
    private readonly int _unitHigh;
    private readonly int _unitWide;

    private CircleGrid(int number, int radiusKm)
    {
        Number = number;
        RadiusKm = radiusKm;
        _metres = radiusKm * 1000;
        _height = 2 * HalfHeight(_metres);
        _width = 2 * HalfWidth(_metres, LatitudeOfCells);

        // Of a circle that touches a cell the centre lies at most half a cell beside it (further north it may lie
        // beyond, and then stands at the end of the coordinates).
        _unitHigh = 1 + (CellsOfCoordinates * _height / ushort.MaxValue);
        _unitWide = 1 + (CellsOfCoordinates * _width / ushort.MaxValue);
    }

    /// <summary>For entries, one per step of the radius.</summary>
    public static ReadOnlySpan<CircleGrid> ForEntries => GridsForEntries;

    /// <summary>For open slots, which stand in each.</summary>
    public static ReadOnlySpan<CircleGrid> ForSlots => GridsForSlots;

    public int Number { get; }

    /// <summary>The widest circles that this grid takes.</summary>
    public int RadiusKm { get; }

    /// <summary>The first grid that takes a radius; none does when it is out of bounds.</summary>
    public static CircleGrid? For(int radiusKm, ReadOnlySpan<CircleGrid> grids)
    {
        foreach (var grid in grids)
        {
            if (radiusKm >= 0 && radiusKm <= grid.RadiusKm)
            {
                return grid;
            }
        }

        return null;
    }

    /// <summary>
    /// The cells that a circle touches; none when that is not so simple: near a pole, across the date line, or far
    /// north of Poland where a circle touches too many. Then its entry waits with those who want no place at all.
    /// </summary>
    public CellRange? CellsOf(Circle circle)
    {
        var (centre, metres) = (circle.Centre, circle.RadiusKm * 1000);
        var high = HalfHeight(metres);
        if (Math.Abs((long)centre.LatitudeE5) + high > FarNorth)
        {
            return null;
        }

        var wide = HalfWidth(metres, centre.LatitudeE5);
        if (Math.Abs((long)centre.LongitudeE5) + wide > East)
        {
            return null;
        }

        var range = new CellRange(
            RowOf(centre.LatitudeE5 - high), RowOf(centre.LatitudeE5 + high),
            ColumnOf(centre.LongitudeE5 - wide), ColumnOf(centre.LongitudeE5 + wide));
        return range.Count <= MostCells ? range : null;
    }

    /// <summary>The cell in which a point lies.</summary>
    public (int Row, int Column) CellOf(GeoPoint point) => (RowOf(point.LatitudeE5), ColumnOf(point.LongitudeE5));

    /// <summary>A name for a cell that no other cell of any grid has.</summary>
    public long NameOf(int row, int column) => ((((long)Number << NameBits) + row) << NameBits) + column;

    /// <summary>A centre in the coordinates of a cell.</summary>
    public uint CentreIn(int row, int column, GeoPoint centre) =>
        Pack(Across(column, centre.LongitudeE5), Up(row, centre.LatitudeE5));

    /// <summary>The box outside of which no circle of this grid holds a point, in its cell's coordinates.</summary>
    public Box BoxAround(GeoPoint point)
    {
        var (row, column) = CellOf(point);
        var (high, wide) = (HalfHeight(_metres), HalfWidth(_metres, point.LatitudeE5));
        return new Box(
            Pack(Across(column, point.LongitudeE5 - wide), Up(row, point.LatitudeE5 - high)),
            Pack(Across(column, point.LongitudeE5 + wide), Up(row, point.LatitudeE5 + high)));
    }

    /// <summary>
    /// The box within which every circle of just this grid's radius holds a point, in its cell's coordinates; perhaps
    /// an empty one.
    /// </summary>
    public Box BoxWithin(GeoPoint point)
    {
        var (row, column) = CellOf(point);
        var (high, wide) = HalfSquare(_metres, point.LatitudeE5);
        var (left, right) = CoordinatesBetween(
            OffsetAcross(column, point.LongitudeE5 - wide), OffsetAcross(column, point.LongitudeE5 + wide), _unitWide);
        var (low, top) = CoordinatesBetween(
            OffsetUp(row, point.LatitudeE5 - high), OffsetUp(row, point.LatitudeE5 + high), _unitHigh);
        return new Box(Pack(left, low), Pack(right, top));
    }

    private static CircleGrid[] Grids(int[] radii) =>
        [.. radii.Select((radius, number) => new CircleGrid(number, radius))];

    private int RowOf(int latitudeE5) => (latitudeE5 + North) / _height;

    private int ColumnOf(int longitudeE5) => (longitudeE5 + East) / _width;

    private int Up(int row, int latitudeE5) => OffsetUp(row, latitudeE5) / _unitHigh;

    private int Across(int column, int longitudeE5) => OffsetAcross(column, longitudeE5) / _unitWide;

    private int OffsetUp(int row, int latitudeE5) => latitudeE5 + North - ((row - 1) * _height);

    private int OffsetAcross(int column, int longitudeE5) => longitudeE5 + East - ((column - 1) * _width);

    // The coordinates that stand for offsets between two and nothing else: not the ends, where the rest stands too.
    private static (int First, int Last) CoordinatesBetween(int first, int last, int unit) =>
        (Math.Max(1, ((first + unit - 1) / unit)), Math.Min(ushort.MaxValue - 1, ((last + 1) / unit) - 1));

    // Half the height of a circle, in units of GeoPoint.
    private static int HalfHeight(int metres) =>
        (int)Math.Ceiling((metres + RoundingMetres) / EarthRadiusMetres / RadiansPerUnit) + Slack;

    // Half its width, where its sides are furthest apart.
    private static int HalfWidth(int metres, int latitudeE5)
    {
        var sine = Math.Sin((metres + RoundingMetres) / EarthRadiusMetres) / Math.Cos(latitudeE5 * RadiansPerUnit);
        return sine is >= 0 and < 1 ? (int)Math.Ceiling(Math.Asin(sine) / RadiansPerUnit) + Slack : 2 * East;
    }

    // Half the height and width of a box that lies within a circle around any of its points: as high as a square would
    // be, and as wide as its corners allow.
    private static (int High, int Wide) HalfSquare(int metres, int latitudeE5)
    {
        var angle = (metres - RoundingMetres) / EarthRadiusMetres;
        var high = (int)(angle / Math.Sqrt(2) / RadiansPerUnit) - Slack;
        var nearEquator = Math.Max(0, Math.Abs((long)latitudeE5) - high);
        var left = HalfChord(angle) - HalfChord(high * RadiansPerUnit);
        var sine = Math.Sqrt(left / (Math.Cos(latitudeE5 * RadiansPerUnit) * Math.Cos(nearEquator * RadiansPerUnit)));
        return (high, sine is >= 0 and < 1 ? (int)(2 * Math.Asin(sine) / RadiansPerUnit) - Slack : 0);
    }

    // As in GeoPoint.MetresTo.
    private static double HalfChord(double angle) => Math.Sin(angle / 2) * Math.Sin(angle / 2);

    // What lies beyond the coordinates stands at their end: that keeps the order.
    private static uint Pack(int across, int up) =>
        (uint)Math.Clamp(across, 0, ushort.MaxValue) | ((uint)Math.Clamp(up, 0, ushort.MaxValue) << HalfBits);
}

/// <summary>Cells next to each other, both ends included.</summary>
internal readonly record struct CellRange(int FirstRow, int LastRow, int FirstColumn, int LastColumn)
{
    public int Count => (LastRow - FirstRow + 1) * (LastColumn - FirstColumn + 1);
}
