using SyncAdmin.Core.Connectors.Sql;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors;

/// <content>Guard, parser, planner: what a query is, found without running it.</content>
internal abstract partial class SqlConnector
{
    /// <inheritdoc/>
    public async Task<QueryCheck> ValidateAsync(SourceQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        try
        {
            var plan = await PlanAsync(query, cancellationToken);
            var changesByIndex = query.ChangeField is null || await RunAsync(session => PagesByChange(session, plan), StatementTimeout, cancellationToken);
            IReadOnlyList<string> warnings = [.. plan.PagesByKey ? [] : new[] { SpoolWarning(query) }, .. changesByIndex ? [] : new[] { ChangeWarning(query) }];
            return new QueryCheck(null, Shown(plan), warnings, plan.PagesByKey);
        }
        catch (ProblemException exception)
        {
            return new QueryCheck(exception.Problem, [], [], PagesByKey: false);
        }
    }

    /// <summary>Names and types of the result's columns; the server parses the statement, and runs nothing of it.</summary>
    protected abstract IReadOnlyList<ResultColumn> Describe(SqlSession session, SqlStatement statement);

    /// <summary>True when the server would read this page along an index: no sort, nothing materialised.</summary>
    protected abstract bool FollowsIndex(SqlSession session, SqlStatement page);

    /// <summary>A value of this sort that comes before all others, for <c>{{since}}</c> in a full read.</summary>
    protected virtual object BeforeAll(ColumnKind kind) => kind switch
    {
        ColumnKind.Integer or ColumnKind.Decimal or ColumnKind.Float => long.MinValue,
        ColumnKind.Text => "",
        _ => "0001-01-01 00:00:00",
    };

    /// <summary>The plan of a query, or a <see cref="ProblemException"/> that says why there is none.</summary>
    protected Task<QueryPlan> PlanAsync(SourceQuery query, CancellationToken cancellationToken)
    {
        var guarded = ReadOnlyGuard.Check(query.Template, Dialect).Required();
        if (query.KeyFields.Count == 0)
        {
            throw new ProblemException(new Problem(ErrorCatalog.QueryKeyMissing, "keyField is empty."));
        }

        return RunAsync(session => Plan(session, query, guarded), StatementTimeout, cancellationToken);
    }

    /// <summary>What sort of values a key column of this sort has.</summary>
    protected virtual ColumnKind KeyKind(ColumnKind kind) => kind;

    private IReadOnlyList<SourceColumn> Shown(QueryPlan plan) => Shown(plan.Columns);

    private IReadOnlyList<SourceColumn> Shown(IReadOnlyList<ResultColumn> columns) =>
        [.. columns.Select(column => new SourceColumn(column.Name, column.Type) { Kind = KeyKind(column.Kind) })];

    private static string SpoolWarning(SourceQuery query) =>
        $"Pages can't follow an index on {string.Join(", ", query.KeyFields)} here: the whole result is read once, in key order, into a temporary file. "
        + "An index on the key fields, and a query without GROUP BY, DISTINCT, UNION or LIMIT, avoids that.";

    private static string ChangeWarning(SourceQuery query) =>
        $"Changes can't be found along an index on {query.ChangeField} here: each incremental sync goes through the whole result. "
        + $"An index on ({string.Join(", ", query.KeyFields.Prepend(query.ChangeField))}) avoids that.";

    private QueryPlan Plan(SqlSession session, SourceQuery query, GuardedQuery guarded)
    {
        var sketch = new QueryPlan(query, guarded, [], BeforeAll(ColumnKind.Moment));
        var columns = Describe(session, sketch.Statement(sketch.Sql.Columns()));
        CheckColumns(query, columns);
        var change = columns.FirstOrDefault(column => string.Equals(column.Name, query.ChangeField, StringComparison.Ordinal));
        var plan = new QueryPlan(query, guarded, columns, BeforeAll(change?.Kind ?? ColumnKind.Moment));
        var pages = guarded.MayMerge && FollowsIndex(session, plan.Statement(plan.Sql.Page(after: false), rows: LargestPage + 1));
        return new QueryPlan(query, guarded, columns, BeforeAll(change?.Kind ?? ColumnKind.Moment)) { PagesByKey = pages };
    }

    private void CheckColumns(SourceQuery query, IReadOnlyList<ResultColumn> columns)
    {
        if (columns.GroupBy(column => column.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } repeated)
        {
            throw new ProblemException(new Problem(ErrorCatalog.QueryColumnRepeated, $"'{repeated.Key}' stands twice in the result."));
        }

        Check("keyField", [.. query.KeyFields]);
        Check("codeField", [query.CodeField]);
        Check("changeField", query.ChangeField is { } change ? [change] : []);
        if (columns.FirstOrDefault(column => column.Kind == ColumnKind.Float && query.KeyFields.Contains(column.Name, StringComparer.Ordinal)) is { } inexact)
        {
            throw new ProblemException(new Problem(ErrorCatalog.SourceKeyInexact, $"'{inexact.Name}' is of type {inexact.Type}."));
        }

        if (columns.FirstOrDefault(column => column.Kind == ColumnKind.Float && string.Equals(column.Name, query.ChangeField, StringComparison.Ordinal)) is { } loose)
        {
            throw new ProblemException(new Problem(ErrorCatalog.ChangeFieldInexact, $"'{loose.Name}' is of type {loose.Type}."));
        }

        void Check(string what, string[] fields)
        {
            if (fields.FirstOrDefault(field => !columns.Any(column => string.Equals(column.Name, field, StringComparison.Ordinal))) is { } missing)
            {
                var names = string.Join(", ", columns.Select(column => column.Name));
                throw new ProblemException(new Problem(ErrorCatalog.QueryFieldMissing, $"{what} '{missing}' is not among the columns: {names}.")
                {
                    Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["columns"] = Shown(columns) },
                });
            }
        }
    }
}
