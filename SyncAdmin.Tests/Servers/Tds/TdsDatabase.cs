using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SyncAdmin.Tests.Servers.Tds.Engine;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds;

/// <summary>One database of a <see cref="TdsServer"/>, for tests to fill and to look into.</summary>
internal sealed class TdsDatabase
{
    private static readonly TdsUser Owner = new("owner", "");
    private readonly SqliteEngine _engine;
    private readonly string _path;
    private readonly ConcurrentDictionary<string, UserFunction> _functions = new(StringComparer.OrdinalIgnoreCase);

    internal TdsDatabase(SqliteEngine engine, string name, string path)
    {
        (_engine, Name, _path) = (engine, name, path);
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        command.ExecuteNonQuery();
    }

    internal string Name { get; }

    /// <summary>Every write is refused with error 3906.</summary>
    internal bool IsReadOnly { get; set; }

    /// <summary>Sessions with <c>ApplicationIntent=ReadOnly</c> come to a copy that can't be written, as in an availability group.</summary>
    internal bool HasReadableCopy { get; set; }

    internal Catalog Catalog { get; } = new();

    internal Permissions Permissions { get; } = new();

    internal RowVersions RowVersions { get; } = new();

    /// <summary>Runs T-SQL as the owner; <see cref="TdsErrorException"/>.</summary>
    internal void Execute(string sql) => Query(sql);

    /// <summary>The rows of all results of a batch, in the forms of <see cref="ValueWriter"/>.</summary>
    internal IReadOnlyList<object?[]> Query(string sql) => QueryAs(Owner, sql);

    /// <summary>As <see cref="Query"/>, with somebody's rights.</summary>
    internal IReadOnlyList<object?[]> QueryAs(TdsUser user, string sql)
    {
        using var session = new EngineSession(_engine, this, user);
        return [.. session.Execute(sql, [], CancellationToken.None).SelectMany(static result => result.Rows.ToList())];
    }

    /// <summary>Writes many rows at once; values in the forms of <see cref="ValueWriter"/>.</summary>
    internal void Insert(string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows)
    {
        using var session = new EngineSession(_engine, this, Owner);
        session.InsertMany(session.Find(Names.Split(table)), columns, rows);
    }

    /// <summary>
    /// A transaction that writes and stays open: its rows get their versions now, and are seen when it commits. SQLite has one writer at a
    /// time, so its statements are held back until then.
    /// </summary>
    internal TdsOpenWriter BeginWriter() => new(this);

    /// <summary>A function <c>dbo.name()</c> that runs statements and gives a whole number.</summary>
    internal void CreateWritingFunction(string name, string sql) => _functions[name] = new UserFunction(TdsType.Int, (session, _) =>
    {
        session.RunNested(sql);
        return 1L;
    });

    internal UserFunction? Function(string name) => _functions.GetValueOrDefault(name);

    /// <summary>Runs the statements of a writer, with the row versions that it took before.</summary>
    internal void ExecuteWith(Queue<long> reserved, IEnumerable<string> statements)
    {
        using var session = new EngineSession(_engine, this, Owner) { Reserved = reserved };
        session.Begin(snapshot: false);
        foreach (var sql in statements)
        {
            _ = session.Execute(sql, [], CancellationToken.None).Count();
        }

        session.Commit();
    }

    internal SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={_path};Pooling=False;Default Timeout=30");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY";
        command.ExecuteNonQuery();
        return connection;
    }
}
