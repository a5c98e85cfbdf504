using System.Globalization;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Sql;

/// <summary>
/// The statements that a connector runs around a person's query, as text. All stand on <c>SELECT … FROM (query) AS q</c>, which every planner
/// here merges when the query is plain. Parameters: the key to start behind is <c>@k0, @k1, …</c>, the number of rows <c>@n</c>, keys asked for
/// <c>@k{row}_{column}</c>, codes <c>@c0, @c1, …</c>, and the placeholders' own (<see cref="SqlPlaceholders"/>).
/// Column names must be spelled as the query's result spells them.
/// </summary>
internal sealed partial class KeysetSql
{
    private readonly GuardedQuery _query;
    private readonly string[] _keys;
    private readonly string _code;
    private readonly string? _change;

    /// <summary>A query that the guard let pass and the columns of <see cref="SourceQuery"/>.</summary>
    internal KeysetSql(GuardedQuery query, IReadOnlyList<string> keyFields, string codeField, string? changeField = null)
    {
        _query = query;
        _keys = [.. keyFields.Select(Column)];
        _code = Column(codeField);
        _change = changeField is null ? null : Column(changeField);
    }

    private SqlDialect Dialect => _query.Dialect;

    private string AllKeys => string.Join(", ", _keys);

    private string NullKeyCondition => string.Join(" OR ", _keys.Select(static key => $"{key} IS NULL"));

    /// <summary>A page in key order: <c>@n</c> rows, behind <c>@k0, @k1, …</c> when <paramref name="after"/>.</summary>
    public string Page(bool after) => Ordered("q.*", after, limited: true);

    /// <summary>As <see cref="Page"/>, with the key columns only.</summary>
    public string KeyPage(bool after) => Ordered(AllKeys, after, limited: true);

    /// <summary>All rows in key order, behind <c>@k0, …</c> when <paramref name="after"/>: for the spool, where pages can't follow an index.</summary>
    public string All(bool after) => Ordered("q.*", after, limited: false);

    /// <summary>As <see cref="All"/>, with the key columns only.</summary>
    public string AllKeyRows(bool after) => Ordered(AllKeys, after, limited: false);

    /// <summary>Number of rows.</summary>
    public string Count() => Ended(Whole(Dialect == SqlDialect.SqlServer ? "COUNT_BIG(*)" : "COUNT(*)"));

    /// <summary>One row with a NULL in its key: keys, then the code; no row when all is well.</summary>
    public string NullKey() => Ended(Limited($"{AllKeys}, {_code}", $" WHERE {NullKeyCondition}", "1"));

    /// <summary>One key that several rows share, and how many; no row when all is well. Reads the whole result.</summary>
    public string DuplicateKey() => Ended(Limited($"{AllKeys}, COUNT(*)", $" GROUP BY {AllKeys} HAVING COUNT(*) > 1", "1"));

    /// <summary>One row when some text of a key ends in a blank that the source does not ignore.</summary>
    public string BlankEndedKey(IReadOnlyCollection<string> textFields) =>
        Limited(AllKeys, " WHERE " + string.Join(" OR ", textFields.Select(Column).Select(static key => $"{key} <> RTRIM({key})")), "1");

    /// <summary>One key that several rows share once blanks at the end of its texts are left aside, and how many; no row when all is well.</summary>
    public string DuplicateTrimmedKey(IReadOnlyCollection<string> textFields)
    {
        var texts = textFields.Select(Column).ToHashSet(StringComparer.Ordinal);
        var keys = string.Join(", ", _keys.Select(key => texts.Contains(key) ? $"RTRIM({key})" : key));
        return Limited($"{keys}, COUNT(*)", $" GROUP BY {keys} HAVING COUNT(*) > 1", "1");
    }

    /// <summary>No row: the reader's metadata names the columns.</summary>
    public string Columns() => Ended(Limited("q.*", "", "0"));

    /// <summary>The rows with these keys, in any order. Parameters <c>@k{row}_{column}</c>.</summary>
    /// <param name="count">1 to 1,000.</param>
    /// <param name="trimmed">Key columns, by their place, that are compared as texts without blanks at the end.</param>
    public string ByKeys(int count, IReadOnlySet<int>? trimmed = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return Ended(Whole("q.*") + " WHERE " + KeysCondition(count, [.. _keys.Select((key, i) => trimmed?.Contains(i) == true ? $"RTRIM({key})" : key)]));
    }

    /// <summary>All rows with these codes. Parameters <c>@c0, …</c>. A query with <c>{{codes}}</c> of its own gets them there and nothing is added.</summary>
    /// <param name="count">1 to 1,000.</param>
    /// <param name="match">How the column is compared.</param>
    public string ByCodes(int count, CodeMatch match)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        if (_query.Placeholders.HasFlag(SqlPlaceholders.Codes))
        {
            return Ended(Select("q.*", count));
        }

        var column = match == CodeMatch.Native ? _code : $"CAST({_code} AS {TextType})";
        return Ended(Select("q.*", 0) + $" WHERE {column} IN ({GuardedQuery.CodeList(count)})");
    }

    private string TextType => Dialect switch
    {
        SqlDialect.MySql => "CHAR",
        SqlDialect.SqlServer => "nvarchar(4000)",
        _ => "text",
    };

    private string Column(string name) => $"q.{SqlName.Quote(name, _query.Dialect)}";

    private string Ordered(string columns, bool after, bool limited)
    {
        var rest = after ? $" WHERE {Behind([.. _keys.Select(static (key, i) => (key, Parameter(i)))])}" : "";
        rest += $" ORDER BY {AllKeys}";
        return Ended(limited ? Limited(columns, rest, "@n") : Whole(columns) + rest, soon: limited);
    }

    /// <summary>
    /// T-SQL's hints stand behind the whole statement: the person's own, else for a page that its first rows are wanted soon, so that the optimizer
    /// follows the index instead of reading the whole table and sorting it for every page.
    /// </summary>
    private string Ended(string statement, bool soon = false) =>
        statement + (_query.Hints.Length > 0 ? $" {_query.Hints}" : soon && Dialect == SqlDialect.SqlServer ? " OPTION (FAST 1)" : "");

    private string Limited(string columns, string rest, string rows) => Dialect == SqlDialect.SqlServer
        ? Whole($"TOP ({rows}) {columns}") + rest
        : $"{Whole(columns)}{rest} LIMIT {rows}";

    private string Whole(string columns)
    {
        // Read without codes, such a query would look like an empty source, and a sweep would delete everything.
        if (_query.Placeholders.HasFlag(SqlPlaceholders.Codes))
        {
            throw new ProblemException(new Problem(ErrorCatalog.QueryNeedsCodes, "The query uses {{codes}}, so it can't be read from end to end."));
        }

        return Select(columns, 0);
    }

    private string Select(string columns, int codes)
    {
        var hoists = Dialect == SqlDialect.SqlServer && _query.Shape.HasFlag(SqlShape.Cte);
        return $"{(hoists ? _query.CtePart(codes) : "")}SELECT {columns} FROM ({_query.Derived(codes, withCte: !hoists)}) AS q";
    }

    private static string Parameter(int column) => string.Create(CultureInfo.InvariantCulture, $"@k{column}");

    private static string Parameter(int row, int column) => string.Create(CultureInfo.InvariantCulture, $"@k{row}_{column}");
}
