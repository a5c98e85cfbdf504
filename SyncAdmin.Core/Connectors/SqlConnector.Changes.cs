using System.Runtime.CompilerServices;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors;

/// <content>What changed since a position, in the order (change value, key): along an index, or out of a spool.</content>
internal abstract partial class SqlConnector
{
    /// <inheritdoc/>
    public async Task<object?> HighestChangeAsync(SourceQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var plan = await PlanChangesAsync(query, cancellationToken);
        return await RunAsync(session => HighestChange(session, plan), StatementTimeout, cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourcePage> ReadChangesAsync(
        SourceQuery query, ChangePosition? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var plan = await PlanChangesAsync(query, cancellationToken);
        var first = since ?? BeforeAllChanges(plan);
        var alongIndex = await RunAsync(session => CheckChangedKeys(session, plan, first) && PagesByChange(session, plan), StatementTimeout, cancellationToken);
        var pages = alongIndex ? ChangePagesAsync(plan, first, cancellationToken) : SpooledChangesAsync(plan, first, cancellationToken);
        await foreach (var page in pages)
        {
            yield return page;
        }
    }

    /// <summary>The largest change value that no running transaction can fall behind, as far as the source can tell: here simply the largest.</summary>
    protected virtual object? HighestChange(SqlSession session, QueryPlan plan)
    {
        object? highest = null;
        Stream(session, plan.Statement(plan.Sql.MaxChange()), null, row => highest = row[0]);
        return highest;
    }

    /// <summary>The position before every row that has a change value; null where <c>IS NOT NULL</c> says that.</summary>
    protected virtual ChangePosition? BeforeAllChanges(QueryPlan plan) => null;

    /// <summary>True when the server would read this page of changes along an index that begins with the change column.</summary>
    protected virtual bool FollowsChanges(SqlSession session, SqlStatement page) => FollowsIndex(session, page);

    private Task<QueryPlan> PlanChangesAsync(SourceQuery query, CancellationToken cancellationToken) => query.ChangeField is null
        ? throw new ProblemException(new Problem(ErrorCatalog.ChangeFieldMissing, "changeField is empty."))
        : PlanAsync(query, cancellationToken);

    private bool PagesByChange(SqlSession session, QueryPlan plan) =>
        plan.MayMerge && FollowsChanges(session, plan.ChangeStatement(plan.Sql.ChangePage, null, BeforeAllChanges(plan), LargestPage + 1));

    private async IAsyncEnumerable<SourcePage> ChangePagesAsync(
        QueryPlan plan, ChangePosition? first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (at, size, more) = (first, FirstPage, true);
        for (; more; size = Math.Min(size * 2, LargestPage))
        {
            // The row behind the page is read only to see that there is one, and that its key is another one.
            var (statement, limit) = (plan.ChangeStatement(plan.Sql.ChangePage, first, at, size + 1), size + 1);
            var page = await RunAsync(ReadPage, StatementTimeout, cancellationToken);
            var keys = new KeySequence(plan.ChangeOrder, page.Columns, Last(at));
            page.Rows.ForEach(keys.Add);
            more = page.Rows.Count > size;
            if (more)
            {
                page.Rows.RemoveAt(size);
            }

            if (page.Rows.Count > 0)
            {
                var last = keys.KeyOf(page.Rows[^1]).Values;
                at = new ChangePosition(last[0], new SourceKey([.. last.Skip(1)]));
                yield return new SourcePage(page.Columns, page.Rows, page.Started);
            }

            RowBatch ReadPage(SqlSession session)
            {
                BeforePage(session);
                return Read(session, statement, plan.Columns, limit);
            }
        }
    }

    private async IAsyncEnumerable<SourcePage> SpooledChangesAsync(
        QueryPlan plan, ChangePosition? first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var spool = new SpoolFile(Context.SpoolDirectory, Context.Time);
        var statement = plan.ChangeStatement(plan.Sql.AllChanges, first, first);
        var (columns, started) = await RunAsync(session => Fill(session, spool, statement, plan.Columns), StatementTimeout, cancellationToken);
        foreach (var page in Drain(spool, columns, started, new KeySequence(plan.ChangeOrder, columns, Last(first)), cancellationToken))
        {
            yield return page;
        }
    }

    // Only rows from the position's value on are looked at: what is older was checked by the full sync before.
    private bool CheckChangedKeys(SqlSession session, QueryPlan plan, ChangePosition? first)
    {
        var value = first is null ? null : first with { Key = null };
        Stream(session, plan.ChangeStatement(plan.Sql.ChangedNullKey, first, value), null, row => throw KeySequence.NullKey(plan.Query, row));
        if (plan.KeyHasText)
        {
            Stream(session, plan.ChangeStatement(plan.Sql.ChangedDuplicateKey, first, value), null, row => throw KeySequence.RepeatedKey(plan.Query.KeyFields, row));
        }

        return true;
    }

    private static SourceKey? Last(ChangePosition? at) => at?.Key is { } key ? new SourceKey([at.Change, .. key.Values]) : null;
}
