using System.Globalization;

namespace SyncAdmin.Core.Connectors.Sql;

/// <summary>
/// A query that the guard let pass: its text without comments and trailing semicolon, and what paging needs to know of it. Only the guard makes one.
/// </summary>
internal sealed class GuardedQuery
{
    private readonly string _text;

    internal GuardedQuery(SqlDialect dialect, string text, int bodyStart, Range? orderBy, SqlPlaceholders placeholders, SqlShape shape)
    {
        Dialect = dialect;
        _text = text;
        BodyStart = bodyStart;
        OrderBy = orderBy;
        Placeholders = placeholders;
        Shape = shape;
    }

    /// <summary>Whose SQL it is.</summary>
    public SqlDialect Dialect { get; }

    /// <summary>Which placeholders it uses.</summary>
    public SqlPlaceholders Placeholders { get; }

    /// <summary>What stands at its outermost level.</summary>
    public SqlShape Shape { get; }

    /// <summary>T-SQL's <c>OPTION (…)</c>, which is no longer in the text: it may stand behind a whole statement only. Empty without one.</summary>
    public string Hints { get; init; } = "";

    /// <summary>Where the outermost ORDER BY stands in the text, up to what follows it; null without one.</summary>
    public Range? OrderBy { get; }

    /// <summary>True when nothing at the outermost level keeps a planner from pushing <c>key &gt; @k0</c> into it. The plan decides; this is a hint.</summary>
    public bool MayMerge => (Shape & ~(SqlShape.Cte | SqlShape.OrderBy)) == SqlShape.None;

    /// <summary>Index of the main SELECT behind WITH …; 0 without one.</summary>
    internal int BodyStart { get; }

    /// <summary>The whole query with bound parameters in place of its placeholders.</summary>
    /// <param name="codes">How many codes <c>{{codes}}</c> stands for; with none it is NULL, which no code equals.</param>
    public string Text(int codes = 0) => Bind(_text, codes);

    /// <summary>WITH … up to the main SELECT, empty without: T-SQL takes it only in front of the whole statement.</summary>
    internal string CtePart(int codes) => Bind(_text[..BodyStart], codes);

    /// <summary>
    /// The query as a derived table holds it: an outermost ORDER BY is left out where no LIMIT depends on it, because the wrapper orders
    /// (and T-SQL allows none there).
    /// </summary>
    internal string Derived(int codes, bool withCte)
    {
        var start = withCte ? 0 : BodyStart;
        if (OrderBy is not { } span || Shape.HasFlag(SqlShape.Limit))
        {
            return Bind(_text[start..], codes);
        }

        return Bind(_text[start..span.Start].TrimEnd() + " " + _text[span.End..].TrimStart(), codes).TrimEnd();
    }

    // Plain replacement is safe: the guard refused placeholders inside quotes and wrote those outside in one spelling.
    private static string Bind(string text, int codes) => text
        .Replace("{{offset}}", "@offset", StringComparison.Ordinal)
        .Replace("{{limit}}", "@limit", StringComparison.Ordinal)
        .Replace("{{since}}", "@since", StringComparison.Ordinal)
        .Replace("{{codes}}", codes == 0 ? "NULL" : CodeList(codes), StringComparison.Ordinal);

    internal static string CodeList(int codes) =>
        string.Join(", ", Enumerable.Range(0, codes).Select(static i => string.Create(CultureInfo.InvariantCulture, $"@c{i}")));
}
