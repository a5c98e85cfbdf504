using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>What a session can ask about itself, its server and its rights.</summary>
internal static class SessionFunctions
{
    internal const string Version =
        "Microsoft SQL Server 2022 (RTM-CU14) (KB5038325) - 16.0.4135.4 (X64) \n\tJul 10 2024 14:09:09 \n\tCopyright (C) 2022 Microsoft Corporation\n\tDeveloper Edition (64-bit) on Linux";

    internal const string ProductVersion = "16.0.4135.4";

    /// <summary><c>@@NAME</c>; null when there is none.</summary>
    internal static Typed? Variable(EngineSession session, string name) => name.ToUpperInvariant() switch
    {
        "@@VERSION" => Constant(Version, TdsType.NVarChar(300)),
        "@@SPID" => Constant((long)session.SessionId, new TdsType(TdsKind.SmallInt)),
        "@@TRANCOUNT" => Constant((long)session.Transactions, TdsType.Int),
        "@@ROWCOUNT" => Constant(session.LastRowCount, TdsType.Int),
        "@@ERROR" => Constant(0L, TdsType.Int),
        "@@DBTS" => Constant(RowVersions.Bytes(session.DatabaseNow.RowVersions.Last), new TdsType(TdsKind.VarBinary, 8)),
        "@@SERVERNAME" => Constant("TDS-TEST", TdsType.SysName),
        "@@LANGUAGE" => Constant("us_english", TdsType.SysName),
        "@@LOCK_TIMEOUT" => Constant(-1L, TdsType.Int),
        "@@OPTIONS" => Constant(5496L, TdsType.Int),
        "@@MICROSOFTVERSION" => Constant(0x10001027L, TdsType.Int),
        _ => null,
    };

    /// <summary>A function; null when it is not one of these. All run in SQLite, for their arguments may be columns.</summary>
    internal static Typed? Call(EngineSession session, string name, IReadOnlyList<Typed> arguments)
    {
        if (name is "MIN_ACTIVE_ROWVERSION")
        {
            return Constant(RowVersions.Bytes(session.DatabaseNow.RowVersions.LowestActive), new TdsType(TdsKind.Binary, 8));
        }

        TdsType? type = name switch
        {
            "HAS_PERMS_BY_NAME" or "IS_SRVROLEMEMBER" or "IS_MEMBER" or "IS_ROLEMEMBER" or "OBJECT_ID" or "SCHEMA_ID" or "DB_ID" or "USER_ID" or "XACT_STATE"
                or "OBJECTPROPERTY" or "COLUMNPROPERTY" or "HAS_DBACCESS" or "SUSER_ID" or "INDEXPROPERTY" => TdsType.Int,
            "DB_NAME" or "SCHEMA_NAME" or "OBJECT_NAME" or "OBJECT_SCHEMA_NAME" or "TYPE_NAME" or "USER_NAME" or "CURRENT_USER" or "SESSION_USER" or "SYSTEM_USER"
                or "USER" or "SUSER_SNAME" or "SUSER_NAME" or "ORIGINAL_LOGIN" or "APP_NAME" or "HOST_NAME" => TdsType.SysName,
            "SERVERPROPERTY" or "DATABASEPROPERTYEX" or "CONNECTIONPROPERTY" => TdsType.NVarChar(128),
            _ => null,
        };
        return type is { } known
            ? new Typed($"tds_session({string.Join(", ", arguments.Select(argument => argument.Sql).Prepend(Sqlite.Literal(name)))})", known)
            : null;
    }

    /// <summary>What SQLite calls for <see cref="Call"/>.</summary>
    internal static object? Answer(EngineSession session, object?[] arguments)
    {
        var database = session.DatabaseNow;
        switch ((string)arguments[0]!)
        {
            case "HAS_PERMS_BY_NAME":
                return HasPermission(session, Text(1), Text(2), Text(3), Text(4));
            case "IS_SRVROLEMEMBER":
                return Flag(session.User.Rights == TdsRights.Everything);
            case "IS_MEMBER" or "IS_ROLEMEMBER":
                return Flag(database.Permissions.IsMember(session.User, Text(1) ?? ""));
            case "OBJECT_ID":
                return session.TryFind(Names.Split(Text(1) ?? ""))?.ObjectId;
            case "SCHEMA_ID":
                return (long?)database.Catalog.Schemas.GetValueOrDefault(Text(1) ?? Catalog.DefaultSchema);
            case "DB_ID":
                return 5L;
            case "USER_ID" or "SUSER_ID" or "HAS_DBACCESS":
                return 1L;
            case "XACT_STATE":
                return Flag(session.Transactions > 0);
            case "DB_NAME":
                return database.Name;
            case "SCHEMA_NAME":
                return arguments.Length == 1 ? Catalog.DefaultSchema : database.Catalog.Schemas.FirstOrDefault(schema => schema.Value == (long?)arguments[1]).Key;
            case "OBJECT_NAME":
                return ById()?.Name;
            case "OBJECT_SCHEMA_NAME":
                return ById()?.Schema;
            case "TYPE_NAME":
                return SystemTypes.NameOf((long)arguments[1]!);
            case "CURRENT_USER" or "USER" or "USER_NAME" or "SESSION_USER":
                return session.User.Rights == TdsRights.Everything ? Catalog.DefaultSchema : session.User.Name;
            case "SYSTEM_USER" or "SUSER_SNAME" or "SUSER_NAME" or "ORIGINAL_LOGIN":
                return session.User.Name;
            case "APP_NAME":
                return session.Application;
            case "SERVERPROPERTY":
                return ServerProperty(Text(1));
            case "DATABASEPROPERTYEX":
                return DatabaseProperty(session, Text(2));
            case "CONNECTIONPROPERTY":
                return Text(1)?.ToUpperInvariant() switch { "NET_TRANSPORT" => "TCP", "PROTOCOL_TYPE" => "TSQL", "AUTH_SCHEME" => "SQL", _ => null };
            default:
                return null;
        }

        string? Text(int at) => at < arguments.Length ? arguments[at] as string : null;
        Table? ById() => database.Catalog.Tables.FirstOrDefault(table => table.ObjectId == (long?)arguments[1]);
    }

    private static long? HasPermission(EngineSession session, string? securable, string? kind, string? permission, string? column)
    {
        if (permission is null)
        {
            return null;
        }

        var on = kind?.ToUpperInvariant() switch
        {
            null or "DATABASE" or "SERVER" => Permissions.WholeDatabase,
            "SCHEMA" => Names.Split(securable ?? "")[^1],
            "OBJECT" => session.TryFind(Names.Split(securable ?? ""))?.FullName,
            _ => null,
        };
        return on is null ? null : Flag(session.May(permission.ToUpperInvariant(), column is null ? on : $"{on}.{column}"));
    }

    private static string? ServerProperty(string? name) => name?.ToUpperInvariant() switch
    {
        "PRODUCTVERSION" => ProductVersion,
        "PRODUCTMAJORVERSION" => "16",
        "PRODUCTLEVEL" => "RTM",
        "EDITION" => "Developer Edition (64-bit)",
        "ENGINEEDITION" => "3",
        "SERVERNAME" or "MACHINENAME" => "TDS-TEST",
        "COLLATION" => Collation.Latin1.Name,
        _ => null,
    };

    private static string? DatabaseProperty(EngineSession session, string? name) => name?.ToUpperInvariant() switch
    {
        "UPDATEABILITY" => session.IsReadOnly ? "READ_ONLY" : "READ_WRITE",
        "STATUS" => "ONLINE",
        "COLLATION" => session.Collation.Name,
        _ => null,
    };

    private static long Flag(bool value) => value ? 1L : 0L;

    private static Typed Constant(object value, TdsType type) => new(Sqlite.Literal(value), type, false, TypedSource.Constant);
}
