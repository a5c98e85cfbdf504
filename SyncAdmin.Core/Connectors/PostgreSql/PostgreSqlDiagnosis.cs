using System.Security.Authentication;
using Npgsql;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.PostgreSql;

/// <summary>The server's SQLSTATE codes and the driver's messages in the words of the catalogue.</summary>
internal static class PostgreSqlDiagnosis
{
    /// <summary>A statement failed.</summary>
    internal static Problem OfStatement(Exception exception)
    {
        if (exception is not PostgresException server)
        {
            return new Problem(ErrorCatalog.SourceConnectionLost, exception.GetBaseException().Message);
        }

        var message = server.MessageText;
        return server.SqlState switch
        {
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName => new Problem(ErrorCatalog.QueryTableMissing, message),
            PostgresErrorCodes.UndefinedColumn => new Problem(ErrorCatalog.QueryColumnMissing, message),
            PostgresErrorCodes.DuplicateColumn or PostgresErrorCodes.AmbiguousColumn => new Problem(ErrorCatalog.QueryColumnRepeated, message),
            PostgresErrorCodes.InsufficientPrivilege => new Problem(ErrorCatalog.SourcePermissionDenied, message),
            PostgresErrorCodes.ReadOnlySqlTransaction => new Problem(ErrorCatalog.SourceWriteRefused, message),
            // Somebody else's cancel: a limit of the server, or its administrator. Ours never gets here.
            PostgresErrorCodes.QueryCanceled => new Problem(ErrorCatalog.QueryTimeout, message),
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => new Problem(ErrorCatalog.SourceConnectionLost, message),
            _ when server.SqlState.StartsWith("08", StringComparison.Ordinal) => new Problem(ErrorCatalog.SourceConnectionLost, message),
            _ when server.SqlState.StartsWith("42", StringComparison.Ordinal) => new Problem(ErrorCatalog.QuerySyntax, message),
            _ => new Problem(ErrorCatalog.QueryFailed, message),
        };
    }

    /// <summary>What the server itself said while opening; null when it said nothing.</summary>
    internal static Problem? OfServersAnswer(Exception exception, ServerSettings settings)
    {
        if (exception is not PostgresException server)
        {
            return null;
        }

        var message = server.MessageText;
        return server.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword => new Problem(ErrorCatalog.SourceLoginRefused, $"{settings.Host}: {message}"),
            PostgresErrorCodes.InvalidAuthorizationSpecification when message.Contains("no encryption", StringComparison.Ordinal) && settings.Tls == TlsMode.Off =>
                new Problem(ErrorCatalog.SourceTlsFailed, $"{settings.Host} takes this login over TLS only, and tls is off."),
            PostgresErrorCodes.InvalidAuthorizationSpecification => new Problem(ErrorCatalog.SourceLoginRefused, $"{settings.Host}: {message}"),
            PostgresErrorCodes.InvalidCatalogName => new Problem(ErrorCatalog.SourceDatabaseMissing, $"{settings.Host}: {message}"),
            PostgresErrorCodes.InsufficientPrivilege => new Problem(ErrorCatalog.SourcePermissionDenied, $"{settings.Host}: {message}"),
            PostgresErrorCodes.TooManyConnections => new Problem(ErrorCatalog.SourceTooManyConnections, $"{settings.Host}: {message}"),
            _ => new Problem(ErrorCatalog.SourceConnectionFailed, $"{settings.Host}: {message}"),
        };
    }

    /// <summary>The network is fine and the server did not say why.</summary>
    internal static Problem OfOpening(Exception exception, ServerSettings settings)
    {
        var message = exception.GetBaseException().Message;
        if (exception.Message.Contains("No SSL enabled connection", StringComparison.Ordinal))
        {
            return new Problem(ErrorCatalog.SourceTlsMissing, $"{settings.Host} does not speak TLS, and tls asks for it.");
        }

        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is AuthenticationException or System.Security.Cryptography.CryptographicException)
            {
                return new Problem(ErrorCatalog.SourceTlsFailed, $"TLS with {settings.Host} failed: {message}");
            }
        }

        if (message.Contains("No password has been provided", StringComparison.Ordinal))
        {
            return new Problem(ErrorCatalog.SourceLoginRefused, $"{settings.Host} asks for a password, and none is set.");
        }

        return exception.Message.Contains("pool has been exhausted", StringComparison.Ordinal)
            ? new Problem(ErrorCatalog.SourceTooManyConnections, "All connections of this process to the source are in use.")
            : new Problem(ErrorCatalog.SourceConnectionFailed, $"{settings.Host} answers on port {settings.Port}, but: {message}");
    }
}
