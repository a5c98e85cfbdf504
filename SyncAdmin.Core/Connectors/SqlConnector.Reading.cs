using System.Data.Common;
using System.Runtime.CompilerServices;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors;

/// <content>Pages in key order: along an index, or out of a spool.</content>
internal abstract partial class SqlConnector
{
    private const int FirstPage = 1_000;
    private const int LargestPage = 10_000;

    // Often enough that a slow but living source is not taken for a dead one, seldom enough to cost nothing.
    private const int RowsPerProgress = 512;

    /// <inheritdoc/>
    public IAsyncEnumerable<SourcePage> ReadAsync(SourceQuery query, SourceKey? after, CancellationToken cancellationToken) =>
        ReadAsync(query, after, keysOnly: false, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<SourcePage> ReadKeysAsync(SourceQuery query, SourceKey? after, CancellationToken cancellationToken) =>
        ReadAsync(query, after, keysOnly: true, cancellationToken);

    /// <summary>A command of one statement. <paramref name="columns"/> are those of the result where they are known.</summary>
    protected abstract DbCommand Command(SqlSession session, SqlStatement statement, IReadOnlyList<ResultColumn>? columns);

    /// <summary>Runs it; streams.</summary>
    protected virtual DbDataReader Execute(DbCommand command) => command.ExecuteReader();

    /// <summary>Settles the transaction before a page is read along an index.</summary>
    protected virtual void BeforePage(SqlSession session)
    {
    }

    /// <summary>How to read a column of this result.</summary>
    protected abstract ValueReader ReaderOf(DbDataReader reader, int ordinal);

    /// <summary>Streams the rows of a statement to <paramref name="onRow"/>; gives the names of the columns.</summary>
    protected IReadOnlyList<string> Stream(SqlSession session, SqlStatement statement, IReadOnlyList<ResultColumn>? columns, Action<object?[]> onRow)
    {
        using var command = Command(session, statement, columns);
        using var reader = Execute(command);
        var names = new string[reader.FieldCount];
        var readers = new ValueReader[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = reader.GetName(i);
            readers[i] = ReaderOf(reader, i);
        }

        for (var count = 1; reader.Read(); count++)
        {
            session.Token.ThrowIfCancellationRequested();
            if (count % RowsPerProgress == 0)
            {
                session.Progress();
            }

            onRow(Row(reader, readers, names));
        }

        return names;
    }

    private static object?[] Row(DbDataReader reader, ValueReader[] readers, string[] names)
    {
        var row = new object?[readers.Length];
        var at = 0;
        try
        {
            for (; at < row.Length; at++)
            {
                row[at] = readers[at](reader, at);
            }

            return row;
        }
        catch (Exception exception) when (exception is InvalidCastException or OverflowException or FormatException or ArgumentOutOfRangeException)
        {
            var near = at == 0 ? "" : $" in the row that begins with {names[0]} = {row[0]}";
            throw new ProblemException(new Problem(ErrorCatalog.SourceValueUnreadable, $"'{names[at]}'{near}: {exception.Message}"), exception);
        }
    }

    /// <summary>All rows of a small result.</summary>
    protected List<object?[]> Rows(SqlSession session, string sql)
    {
        List<object?[]> rows = [];
        Stream(session, new SqlStatement(sql), null, rows.Add);
        return rows;
    }

    private async IAsyncEnumerable<SourcePage> ReadAsync(
        SourceQuery query, SourceKey? after, bool keysOnly, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var plan = await PlanAsync(query, cancellationToken);
        await RunAsync(session => CheckKeys(session, plan), StatementTimeout, cancellationToken);
        var pages = plan.PagesByKey ? PagesAsync(plan, after, keysOnly, cancellationToken) : SpooledAsync(plan, after, keysOnly, cancellationToken);
        await foreach (var page in pages)
        {
            yield return page;
        }
    }

    private async IAsyncEnumerable<SourcePage> PagesAsync(
        QueryPlan plan, SourceKey? after, bool keysOnly, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var columns = plan.ColumnsRead(keysOnly);
        var size = FirstPage;
        while (true)
        {
            var text = keysOnly ? plan.Sql.KeyPage(after is not null) : plan.Sql.Page(after is not null);
            var (statement, last, limit) = (plan.Statement(text, after, size + 1), after, size + 1);
            var page = await RunAsync(ReadPage, StatementTimeout, cancellationToken);
            var keys = new KeySequence(plan.Query.KeyFields, page.Columns, last);
            page.Rows.ForEach(keys.Add);

            // The row behind the page is read only to see that its key is another one.
            var more = page.Rows.Count > size;
            if (more)
            {
                page.Rows.RemoveAt(size);
            }

            if (page.Rows.Count > 0)
            {
                after = keys.KeyOf(page.Rows[^1]);
                yield return new SourcePage(page.Columns, page.Rows, page.Started);
            }

            if (!more)
            {
                yield break;
            }

            size = Math.Min(size * 2, LargestPage);

            RowBatch ReadPage(SqlSession session)
            {
                BeforePage(session);
                return Read(session, statement, columns, limit);
            }
        }
    }

    private async IAsyncEnumerable<SourcePage> SpooledAsync(
        QueryPlan plan, SourceKey? after, bool keysOnly, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var spool = new SpoolFile(Context.SpoolDirectory, Context.Time);
        var text = keysOnly ? plan.Sql.AllKeyRows(after is not null) : plan.Sql.All(after is not null);
        var statement = plan.Statement(text, after);
        var (columns, started) = await RunAsync(session => Fill(session, spool, statement, plan.ColumnsRead(keysOnly)), StatementTimeout, cancellationToken);
        foreach (var page in Drain(spool, columns, started, new KeySequence(plan.Query.KeyFields, columns, after), cancellationToken))
        {
            yield return page;
        }
    }

    private static IEnumerable<SourcePage> Drain(
        SpoolFile spool, IReadOnlyList<string> columns, long started, KeySequence keys, CancellationToken cancellationToken)
    {
        var size = FirstPage;
        for (var last = false; !last; size = Math.Min(size * 2, LargestPage))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = new List<object?[]>(size);
            while (rows.Count < size && spool.Read(columns.Count) is { } row)
            {
                keys.Add(row);
                rows.Add(row);
            }

            last = rows.Count < size;
            if (rows.Count > 0)
            {
                yield return new SourcePage(columns, rows, started);
            }
        }
    }

    private (IReadOnlyList<string> Columns, long Started) Fill(
        SqlSession session, SpoolFile spool, SqlStatement statement, IReadOnlyList<ResultColumn> read)
    {
        var started = Context.Time.GetTimestamp();
        var columns = Stream(session, statement, read, spool.Write);
        spool.Rewind();
        return (columns, started);
    }

    private RowBatch Read(SqlSession session, SqlStatement statement, IReadOnlyList<ResultColumn> read, int capacity)
    {
        var started = Context.Time.GetTimestamp();
        var rows = new List<object?[]>(capacity);
        var columns = Stream(session, statement, read, rows.Add);
        return new RowBatch(columns, rows, started);
    }

    /// <summary>
    /// NULL would be left out by <c>key &gt; @k0</c> without a word, and of two texts that differ only for us (case, accents, trailing blanks) the
    /// second would be left out at the border of a page: only the source itself can tell.
    /// </summary>
    private bool CheckKeys(SqlSession session, QueryPlan plan)
    {
        Stream(session, plan.Statement(plan.Sql.NullKey()), null, row => throw KeySequence.NullKey(plan.Query, row));
        if (plan.KeyHasText)
        {
            Stream(session, plan.Statement(plan.Sql.DuplicateKey()), null, row => throw KeySequence.RepeatedKey(plan.Query.KeyFields, row));
        }

        return true;
    }

    private sealed record RowBatch(IReadOnlyList<string> Columns, List<object?[]> Rows, long Started);
}
