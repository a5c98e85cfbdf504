using System.Globalization;
using SyncAdmin.Core.Connectors.Sql;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors;

/// <content>Some rows of a query: a preview, rows by key, rows by code; and how many there are.</content>
internal abstract partial class SqlConnector
{
    private const int MostValues = 1_000;

    /// <inheritdoc/>
    public async Task<SourcePreview> PreviewAsync(SourceQuery query, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var plan = await PlanAsync(query, cancellationToken);
        var statement = plan.Statement(plan.Sql.Page(after: false), rows: limit);
        var rows = await RunAsync(
            session =>
            {
                List<object?[]> shown = [];
                Stream(session, statement, plan.Columns, row => shown.Add(PreviewValue.Cut(row)));
                return shown;
            },
            StatementTimeout,
            cancellationToken);
        return new SourcePreview(Shown(plan), rows, await TryCountAsync(plan, cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<long> CountAsync(SourceQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var plan = await PlanAsync(query, cancellationToken);
        return await CountAsync(plan, StatementTimeout, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<SourcePage> ReadByCodesAsync(SourceQuery query, IReadOnlyList<string> codes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(codes);
        CheckCount(codes.Count, "codes");
        var plan = await PlanAsync(query, cancellationToken);
        List<object> bound = [.. codes.Distinct(StringComparer.Ordinal).Select(code => BoundCode(plan.Code.Kind, code)).OfType<object>()];
        if (bound.Count == 0)
        {
            return Empty(plan);
        }

        var match = plan.CodesAreValues ? CodeMatch.Native : CodeMatch.Text;
        var values = bound.Select((code, i) => new KeyValuePair<string, object>(FormattableString.Invariant($"c{i}"), code));
        return await ReadAllAsync(plan, [plan.Statement(plan.Sql.ByCodes(bound.Count, match), more: values)], cancellationToken);
    }

    /// <summary>How many values one statement takes.</summary>
    protected virtual int MostParameters => 32_000;

    /// <summary>A code as the column holds it, so that an index is used; null when no value of the column has this text ("007" of a whole number).</summary>
    protected virtual object? BoundCode(ColumnKind kind, string code)
    {
        if (kind != ColumnKind.Integer)
        {
            return kind != ColumnKind.Identifier ? code : Guid.TryParseExact(code, "D", out var identifier) ? identifier : null;
        }

        if (long.TryParse(code, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return string.Equals(number.ToString(CultureInfo.InvariantCulture), code, StringComparison.Ordinal) ? number : null;
        }

        return ulong.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var large) ? large : null;
    }

    private static void CheckCount(int count, string what)
    {
        if (count > MostValues)
        {
            throw new ProblemException(new Problem(ErrorCatalog.SourceTooManyValues, $"{count} {what} were asked for."));
        }
    }

    private SourcePage Empty(QueryPlan plan) => new([.. plan.Columns.Select(column => column.Name)], [], Context.Time.GetTimestamp());

    private async Task<SourcePage> ReadAllAsync(QueryPlan plan, IEnumerable<SqlStatement> statements, CancellationToken cancellationToken)
    {
        var pages = await RunAsync(session => statements.Select(statement => Read(session, statement, plan.Columns, 16)).ToList(), StatementTimeout, cancellationToken);
        return new SourcePage(pages[0].Columns, [.. pages.SelectMany(page => page.Rows)], pages[0].Started);
    }

    private async Task<long?> TryCountAsync(QueryPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            return await CountAsync(plan, TimeSpan.FromSeconds(Context.Options.CountTimeoutSeconds), cancellationToken);
        }
        catch (ProblemException exception) when (exception.Problem.Error == ErrorCatalog.QueryTimeout)
        {
            return null;
        }
    }

    private Task<long> CountAsync(QueryPlan plan, TimeSpan timeout, CancellationToken cancellationToken) => RunAsync(
        session =>
        {
            var count = 0L;
            Stream(session, plan.Statement(plan.Sql.Count()), null, row => count = Convert.ToInt64(row[0], CultureInfo.InvariantCulture));
            return count;
        },
        timeout,
        cancellationToken);
}
