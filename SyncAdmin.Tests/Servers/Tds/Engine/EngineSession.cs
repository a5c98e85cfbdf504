using Microsoft.Data.Sqlite;
using SyncAdmin.Tests.Servers.Tds.TSql;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>
/// A login's session on a database: a SQLite connection, its transaction and its settings. Calls come one after the other; a statement stops soon
/// after its token is cancelled.
/// </summary>
internal sealed partial class EngineSession : IDisposable
{
    internal static readonly string[] RightsOnTables = ["SELECT", "INSERT", "UPDATE", "DELETE", "ALTER"];
    private readonly SqliteEngine _engine;
    private readonly string _firstDatabase;
    private readonly bool _readOnlyIntent;
    private readonly HashSet<string> _options = new(StringComparer.Ordinal);
    private SqliteConnection _connection;
    private IReadOnlyList<TdsParameter> _parameters = [];
    private CancellationToken _stopping;
    private bool _snapshotLevel;

    internal EngineSession(SqliteEngine engine, TdsDatabase database, TdsUser user)
    {
        _engine = engine;
        _firstDatabase = database.Name;
        DatabaseNow = database;
        User = user;
        _connection = Connect();
    }

    internal EngineSession(SqliteEngine engine, TdsDatabase database, TdsUser user, Login7 login, bool encrypted, int sessionId)
        : this(engine, database, user)
    {
        Application = login.Application;
        Encrypted = encrypted;
        SessionId = sessionId;
        _readOnlyIntent = login.ReadOnlyIntent;
    }

    /// <summary>The database it is in; <c>USE</c> changes it.</summary>
    internal string Database => DatabaseNow.Name;

    /// <summary>How texts that are not UTF-16 come.</summary>
    internal Collation Collation => _engine.Options.Collation;

    internal TdsDatabase DatabaseNow { get; private set; }

    internal TdsUser User { get; }

    internal string Application { get; } = "";

    internal bool Encrypted { get; }

    internal int SessionId { get; }

    /// <summary>As <c>@@ROWCOUNT</c>.</summary>
    internal long LastRowCount { get; private set; }

    /// <summary>Writes are refused: the database is read-only, or this is the copy of it that serves those who only read.</summary>
    internal bool IsReadOnly => DatabaseNow.IsReadOnly || (_readOnlyIntent && DatabaseNow.HasReadableCopy);

    /// <summary>Tables and views on which the login has any right.</summary>
    internal IEnumerable<Table> Visible => DatabaseNow.Catalog.Tables.Where(table =>
        RightsOnTables.Any(right => May(right, table.FullName) || table.Columns.Any(column => May(right, $"{table.FullName}.{column.Name}"))));

    /// <summary>The pool hands the session to its next user.</summary>
    internal void Reset()
    {
        if (Transactions > 0)
        {
            Rollback();
        }

        _options.Clear();
        _snapshotLevel = false;
        Use(_firstDatabase);
    }

    public void Dispose()
    {
        if (Transactions > 0)
        {
            Rollback();
        }

        _connection.Dispose();
    }

    internal object? ParameterValue(string name) =>
        _parameters.FirstOrDefault(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;

    internal void AddLogin(TdsUser user) => _engine.AddUser(user);

    /// <summary>For what <paramref name="on"/> may be, see <see cref="Permissions"/>.</summary>
    internal bool May(string permission, string on) => DatabaseNow.Permissions.Has(User, permission, on);

    /// <summary>Error 229 unless the login may.</summary>
    internal void Demand(string permission, Table table)
    {
        if (!May(permission, table.FullName))
        {
            throw new TdsErrorException(TdsErrors.PermissionDenied, $"The {permission} permission was denied on the object '{table.Name}', database '{Database}', schema '{table.Schema}'.", 14, 5);
        }
    }

    /// <summary>A table or view by its name of one to three parts; error 208 when there is none.</summary>
    internal Table Find(IReadOnlyList<string> parts) =>
        TryFind(parts) ?? throw new TdsErrorException(TdsErrors.InvalidObject, $"Invalid object name '{string.Join('.', parts)}'.");

    internal Table? TryFind(IReadOnlyList<string> parts) =>
        parts.Count > 2 && !parts[^3].Equals(Database, StringComparison.OrdinalIgnoreCase)
            ? null
            : DatabaseNow.Catalog.Find(parts.Count > 1 ? parts[^2] : Catalog.DefaultSchema, parts[^1]);

    internal long CountRows(Table table)
    {
        using var command = Command($"SELECT COUNT(*) FROM {table.SqliteName}", []);
        return (long)command.ExecuteScalar()!;
    }

    private void Use(string name)
    {
        var database = _engine.DatabaseOf(name) ?? throw new TdsErrorException(911, $"Database '{name}' does not exist. Make sure that the name is entered correctly.");
        if (database == DatabaseNow)
        {
            return;
        }

        _connection.Dispose();
        DatabaseNow = database;
        _connection = Connect();
    }

    private SqliteConnection Connect()
    {
        var connection = DatabaseNow.Connect();
        SqliteFunctions.Register(connection, this, _engine.Options.Time);
        return connection;
    }
}
