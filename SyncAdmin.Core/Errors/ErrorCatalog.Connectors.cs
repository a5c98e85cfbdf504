namespace SyncAdmin.Core.Errors;

/// <summary>Errors of sources: their settings, the way to them, their queries and their keys (1000-1299).</summary>
public static partial class ErrorCatalog
{
    /// <summary>A member of <c>connectionConfig</c> that the type needs is not there.</summary>
    public static readonly ErrorDefinition ConnectionSettingMissing = new(
        "SYNC-1001", ProblemKind.Invalid, "A connection setting is missing", "Add the setting to connectionConfig.");

    /// <summary>A member of <c>connectionConfig</c> that the type does not know.</summary>
    public static readonly ErrorDefinition ConnectionSettingUnknown = new(
        "SYNC-1002", ProblemKind.Invalid, "A connection setting is not known", "Remove the setting from connectionConfig, or correct its spelling.");

    /// <summary>A member of <c>connectionConfig</c> with a value that can't be.</summary>
    public static readonly ErrorDefinition ConnectionSettingInvalid = new(
        "SYNC-1003", ProblemKind.Invalid, "A connection setting has a value that can't be used", "Correct the setting in connectionConfig.");

    /// <summary>DNS: the name has no address.</summary>
    public static readonly ErrorDefinition SourceHostUnknown = new(
        "SYNC-1010", ProblemKind.Unavailable, "The host name has no address", "Check the spelling of the host, and that this server's DNS knows it.");

    /// <summary>TCP: nobody answered in time, or no route.</summary>
    public static readonly ErrorDefinition SourceHostUnreachable = new(
        "SYNC-1011", ProblemKind.Unavailable, "The host does not answer", "Check that the host is up and that no firewall stands between it and this server.");

    /// <summary>TCP: connection refused.</summary>
    public static readonly ErrorDefinition SourcePortClosed = new(
        "SYNC-1012", ProblemKind.Unavailable, "Nothing listens on that port", "Check the port, that the database is started, and that it listens on that address.");

    /// <summary>TLS: the server does not speak it, and the settings ask for it.</summary>
    public static readonly ErrorDefinition SourceTlsMissing = new(
        "SYNC-1013", ProblemKind.Unavailable, "The server offers no encrypted connection", "Switch TLS on in the database server, or set tls to prefer and accept an open connection.");

    /// <summary>TLS: handshake or certificate.</summary>
    public static readonly ErrorDefinition SourceTlsFailed = new(
        "SYNC-1014", ProblemKind.Unavailable, "The encrypted connection could not be set up", "Check the server's certificate and its name, or give the certificate authority that issued it.");

    /// <summary>User name or password.</summary>
    public static readonly ErrorDefinition SourceLoginRefused = new(
        "SYNC-1015", ProblemKind.External, "The database refused the login", "Check user name and password, and that this login may connect from this server's address.");

    /// <summary>No such database.</summary>
    public static readonly ErrorDefinition SourceDatabaseMissing = new(
        "SYNC-1016", ProblemKind.External, "The database does not exist", "Check the spelling of the database.");

    /// <summary>The login may not connect to this database, or not read this table.</summary>
    public static readonly ErrorDefinition SourcePermissionDenied = new(
        "SYNC-1017", ProblemKind.External, "The login lacks a permission", "Grant this login the right to connect to the database and to SELECT from the tables of the query.");

    /// <summary>Anything else on the way to an open connection.</summary>
    public static readonly ErrorDefinition SourceConnectionFailed = new(
        "SYNC-1018", ProblemKind.Unavailable, "The connection could not be opened", "Read what the server said; check that it is the kind of database that the datasource says.");

    /// <summary>The server's limit of connections is reached, or our pool's.</summary>
    public static readonly ErrorDefinition SourceTooManyConnections = new(
        "SYNC-1019", ProblemKind.Unavailable, "No connection is free", "Raise the database's limit of connections, or run fewer syncs at a time.");

    /// <summary>A connection broke in the middle of a statement.</summary>
    public static readonly ErrorDefinition SourceConnectionLost = new(
        "SYNC-1020", ProblemKind.Unavailable, "The connection to the source broke", "Start again; if it goes on, look at the database server's log and the network.");

    /// <summary>SQLite: no file there.</summary>
    public static readonly ErrorDefinition SourceFileMissing = new(
        "SYNC-1021", ProblemKind.External, "The database file does not exist", "Check the path; it is a path on the server that runs SyncAdmin.");

    /// <summary>SQLite: outside the allowed folders.</summary>
    public static readonly ErrorDefinition SourceFileForbidden = new(
        "SYNC-1022", ProblemKind.Invalid, "The database file lies in a folder that is not allowed", "Move the file, or add its folder to Connectors:SqliteFolders; the data directory itself is never allowed.");

    /// <summary>SQLite: not a database, or damaged.</summary>
    public static readonly ErrorDefinition SourceFileDamaged = new(
        "SYNC-1023", ProblemKind.External, "The file is not an intact SQLite database", "Check that the path names a SQLite database and run PRAGMA integrity_check on it.");

    /// <summary>SQLite: the operating system refuses to open it.</summary>
    public static readonly ErrorDefinition SourceFileUnreadable = new(
        "SYNC-1024", ProblemKind.External, "The database file can't be opened", "Give the account that runs SyncAdmin the right to read the file and its folder.");

    /// <summary>A table or view of the query.</summary>
    public static readonly ErrorDefinition QueryTableMissing = new(
        "SYNC-1040", ProblemKind.Invalid, "The query names a table that does not exist", "Correct the table's name; the list of tables shows those that this login can read.");

    /// <summary>A column of the query.</summary>
    public static readonly ErrorDefinition QueryColumnMissing = new(
        "SYNC-1041", ProblemKind.Invalid, "The query names a column that does not exist", "Correct the column's name; the list of columns shows those of the table.");

    /// <summary>The database's own parser says no.</summary>
    public static readonly ErrorDefinition QuerySyntax = new(
        "SYNC-1042", ProblemKind.Invalid, "The database does not understand the query", "Correct the query where the database's message points; try it in the database's own client.");

    /// <summary>Any other error of a statement.</summary>
    public static readonly ErrorDefinition QueryFailed = new(
        "SYNC-1043", ProblemKind.External, "The database reported an error while running the query", "Read the database's message; try the query in the database's own client.");

    /// <summary>No row for too long.</summary>
    public static readonly ErrorDefinition QueryTimeout = new(
        "SYNC-1044", ProblemKind.External, "The query took too long", "Make the query faster (an index on the key fields), or raise Connectors:StatementTimeoutSeconds.");

    /// <summary>The read-only transaction stopped a write.</summary>
    public static readonly ErrorDefinition SourceWriteRefused = new(
        "SYNC-1045", ProblemKind.Invalid, "The query tries to write", "Use a query that only reads; SyncAdmin never writes to a source.");

    /// <summary>A value that .NET has no form for: a date before the year 1, for example.</summary>
    public static readonly ErrorDefinition SourceValueUnreadable = new(
        "SYNC-1046", ProblemKind.External, "A value of the source can't be read", "CAST the column to a text in the query.");

    /// <summary>Key, code or change field is not in the result.</summary>
    public static readonly ErrorDefinition QueryFieldMissing = new(
        "SYNC-1050", ProblemKind.Invalid, "A field is not a column of the query's result", "Use one of the columns that the query returns, spelt the same, or add the column to the query.");

    /// <summary>Two columns of one name.</summary>
    public static readonly ErrorDefinition QueryColumnRepeated = new(
        "SYNC-1051", ProblemKind.Invalid, "The query returns two columns of the same name", "Give one of them another name with AS.");

    /// <summary>No key field at all.</summary>
    public static readonly ErrorDefinition QueryKeyMissing = new(
        "SYNC-1052", ProblemKind.Invalid, "The query has no key field", "Name the column, or columns, that tell the rows apart.");

    /// <summary>NULL in a key column.</summary>
    public static readonly ErrorDefinition SourceKeyNull = new(
        "SYNC-1053", ProblemKind.External, "A row has NULL in a key field", "Choose key fields that are never NULL, or leave such rows out in the query's WHERE.");

    /// <summary>One key, two rows.</summary>
    public static readonly ErrorDefinition SourceKeyRepeated = new(
        "SYNC-1054", ProblemKind.External, "Two rows have the same key", "Choose key fields that are unique together, or add a column to the key.");

    /// <summary>A key that can't be compared exactly.</summary>
    public static readonly ErrorDefinition SourceKeyInexact = new(
        "SYNC-1055", ProblemKind.Invalid, "A key field is a floating-point number", "Choose another key field, or CAST it to a decimal or a text in the query: floating-point numbers can't be compared exactly.");

    /// <summary>More keys or codes than one call takes.</summary>
    public static readonly ErrorDefinition SourceTooManyValues = new(
        "SYNC-1056", ProblemKind.TooLarge, "Too many keys or codes at once", "Ask for at most 1,000 at a time.");

    /// <summary>The temporary file of an ordered read.</summary>
    public static readonly ErrorDefinition SourceSpoolFailed = new(
        "SYNC-1060", ProblemKind.Unavailable, "The temporary file for an ordered read could not be written", "Free space on the disk of the data directory.");
}
