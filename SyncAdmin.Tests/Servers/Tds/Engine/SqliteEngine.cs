using System.Collections.Concurrent;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>Databases in SQLite files of a temporary folder.</summary>
internal sealed class SqliteEngine : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("syncadmin-tds-").FullName;
    private readonly ConcurrentDictionary<string, TdsDatabase> _databases = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, TdsUser> _users = new(StringComparer.OrdinalIgnoreCase);

    internal SqliteEngine(TdsServerOptions options)
    {
        Options = options;
        options.Users.ToList().ForEach(AddUser);
        foreach (var name in options.Databases.Append("master"))
        {
            CreateDatabase(name);
        }
    }

    internal TdsServerOptions Options { get; }

    internal TdsDatabase CreateDatabase(string name) => _databases[name] = new TdsDatabase(this, name, Path.Combine(_directory, name + ".db"));

    internal TdsDatabase? DatabaseOf(string name) => _databases.GetValueOrDefault(name);

    internal void AddUser(TdsUser user) => _users[user.Name] = user;

    /// <summary>Admits a login; <see cref="TdsErrorException"/> 18456 or 4060.</summary>
    internal EngineSession Open(Login7 login, bool encrypted, int sessionId)
    {
        if (_users.GetValueOrDefault(login.User) is not { } user || user.Password != login.Password)
        {
            throw new TdsErrorException(TdsErrors.LoginFailed, $"Login failed for user '{login.User}'.", 14);
        }

        var name = login.Database.Length == 0 ? Options.Databases[0] : login.Database;
        var database = DatabaseOf(name) ?? throw new TdsErrorException(TdsErrors.DatabaseMissing, $"Cannot open database \"{name}\" requested by the login. The login failed.", 11);
        return new EngineSession(this, database, user, login, encrypted, sessionId);
    }

    public void Dispose()
    {
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }
}
