using System.Security.Authentication;
using System.Security.Cryptography;
using Microsoft.Data.SqlClient;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.SqlServer;

/// <summary>The server's error numbers (sys.messages) and the driver's messages in the words of the catalogue.</summary>
internal static class SqlServerDiagnosis
{
    // From this severity on the server ends the connection.
    internal const byte Fatal = 20;
    private const byte SyntaxClass = 15;
    private const int NoSuchDatabase = 4060;

    /// <summary>A statement failed.</summary>
    internal static Problem OfStatement(Exception exception)
    {
        if (exception is not SqlException server)
        {
            return new Problem(ErrorCatalog.SourceConnectionLost, exception.GetBaseException().Message);
        }

        foreach (SqlError error in server.Errors)
        {
            if (ErrorOf(error) is { } known)
            {
                return new Problem(known, error.Message);
            }
        }

        return new Problem(server.Class == SyntaxClass ? ErrorCatalog.QuerySyntax : ErrorCatalog.QueryFailed, server.Errors[0].Message);
    }

    /// <summary>What the server itself said while opening; null when it said nothing that we know.</summary>
    internal static Problem? OfServersAnswer(Exception exception, ServerSettings settings)
    {
        if (exception is not SqlException server)
        {
            return null;
        }

        // 4060 comes together with 18456: the first that says more wins.
        foreach (SqlError error in server.Errors)
        {
            var definition = error.Number switch
            {
                NoSuchDatabase or 4063 or 4064 or 911 => ErrorCatalog.SourceDatabaseMissing,
                916 or 229 or 300 => ErrorCatalog.SourcePermissionDenied,
                // Wrong, locked, disabled, expired, of another domain, not from this address (Azure).
                18456 or 18452 or 18461 or 18463 or 18464 or 18465 or 18466 or 18467 or 18468 or 18470 or 18486 or 18487 or 18488 or 40615 => ErrorCatalog.SourceLoginRefused,
                17809 or 10928 or 10929 or 10936 => ErrorCatalog.SourceTooManyConnections,
                _ => null,
            };
            if (definition is not null)
            {
                var more = error.Number == NoSuchDatabase ? " (The server says the same of a database in which this login has no user.)" : "";
                return new Problem(definition, $"{settings.Host}: {error.Message}{more}");
            }
        }

        return null;
    }

    /// <summary>The network is fine and the server did not say why.</summary>
    internal static Problem OfOpening(Exception exception, ServerSettings settings)
    {
        var message = exception.GetBaseException().Message;
        if (exception.Message.Contains("does not support encryption", StringComparison.Ordinal))
        {
            return new Problem(ErrorCatalog.SourceTlsMissing, $"{settings.Host} does not speak TLS, and tls asks for it.");
        }

        if (exception.Message.Contains("error: 26", StringComparison.Ordinal))
        {
            return new Problem(ErrorCatalog.SourceInstanceUnknown, $"{settings.Host} does not say on which port its instance {settings.Instance} listens.");
        }

        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is AuthenticationException or CryptographicException)
            {
                return new Problem(ErrorCatalog.SourceTlsFailed, $"TLS with {settings.Host} failed: {message}");
            }
        }

        return exception.Message.Contains("obtaining a connection from the pool", StringComparison.Ordinal)
            ? new Problem(ErrorCatalog.SourceTooManyConnections, "All connections of this process to the source are in use.")
            : new Problem(ErrorCatalog.SourceConnectionFailed, $"{settings.Host} answers, but: {message}");
    }

    private static ErrorDefinition? ErrorOf(SqlError error) => error.Number switch
    {
        208 => ErrorCatalog.QueryTableMissing,
        207 or 4104 => ErrorCatalog.QueryColumnMissing,
        8155 => ErrorCatalog.QueryColumnUnnamed,
        8156 or 209 => ErrorCatalog.QueryColumnRepeated,
        229 or 230 or 262 or 297 or 300 or 916 => ErrorCatalog.SourcePermissionDenied,
        // A database that is read only, a side effect within a function.
        3906 or 443 => ErrorCatalog.SourceWriteRefused,
        // Lock timeout, deadlock victim, the table changed under a snapshot.
        1222 or 1205 or 3961 => ErrorCatalog.SourceLocked,
        -2 => ErrorCatalog.QueryTimeout,
        // Killed, shut down, or a message of the network and not of the server.
        596 or 6005 or 0 or -1 => ErrorCatalog.SourceConnectionLost,
        _ when error.Class >= Fatal => ErrorCatalog.SourceConnectionLost,
        _ => null,
    };
}
