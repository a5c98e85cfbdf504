using System.Security.Authentication;
using MySql.Data.MySqlClient;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.MySql;

/// <summary>The server's error numbers and the driver's messages in the words of the catalogue.</summary>
internal static class MySqlDiagnosis
{
    /// <summary>A statement failed.</summary>
    internal static Problem OfStatement(Exception exception)
    {
        var message = exception.Message;
        return Number(exception) switch
        {
            MySqlErrorCode.NoSuchTable or MySqlErrorCode.UnknownTable => new Problem(ErrorCatalog.QueryTableMissing, message),
            MySqlErrorCode.BadFieldError => new Problem(ErrorCatalog.QueryColumnMissing, message),
            MySqlErrorCode.DuplicateFieldName => new Problem(ErrorCatalog.QueryColumnRepeated, message),
            MySqlErrorCode.ParseError => new Problem(ErrorCatalog.QuerySyntax, message),
            // ER_SPECIFIC_ACCESS_DENIED_ERROR, ER_PROCACCESS_DENIED_ERROR
            MySqlErrorCode.TableAccessDenied or MySqlErrorCode.ColumnAccessDenied or MySqlErrorCode.DatabaseAccessDenied or (MySqlErrorCode)1227 or (MySqlErrorCode)1370 =>
                new Problem(ErrorCatalog.SourcePermissionDenied, message),
            // ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION
            (MySqlErrorCode)1792 => new Problem(ErrorCatalog.SourceWriteRefused, message),
            // ER_QUERY_TIMEOUT of MySQL, ER_STATEMENT_TIMEOUT of MariaDB: a limit that the server itself has.
            (MySqlErrorCode)3024 or (MySqlErrorCode)1969 => new Problem(ErrorCatalog.QueryTimeout, message),
            _ when exception is IOException or InvalidOperationException || exception.InnerException is IOException || Number(exception) is MySqlErrorCode.None =>
                new Problem(ErrorCatalog.SourceConnectionLost, message),
            _ => new Problem(ErrorCatalog.QueryFailed, message),
        };
    }

    /// <summary>What the server itself said while opening; null when it said nothing that we know.</summary>
    internal static Problem? OfServersAnswer(Exception exception, ServerSettings settings) => Number(exception) switch
    {
        // ER_MUST_CHANGE_PASSWORD, ER_ACCOUNT_HAS_BEEN_LOCKED of MySQL and of MariaDB
        MySqlErrorCode.AccessDenied or (MySqlErrorCode)1820 or (MySqlErrorCode)3118 or (MySqlErrorCode)4151 =>
            new Problem(ErrorCatalog.SourceLoginRefused, $"{settings.Host} refused the user {settings.Username}: {Innermost(exception)}"),
        // ER_HOST_NOT_PRIVILEGED, ER_ACCESS_DENIED_NO_PASSWORD_ERROR
        (MySqlErrorCode)1130 or (MySqlErrorCode)1698 => new Problem(ErrorCatalog.SourceLoginRefused, Innermost(exception)),
        MySqlErrorCode.UnknownDatabase => new Problem(ErrorCatalog.SourceDatabaseMissing, $"{settings.Host} has no database {settings.Database}."),
        MySqlErrorCode.DatabaseAccessDenied =>
            new Problem(ErrorCatalog.SourcePermissionDenied, $"The user {settings.Username} may not use the database {settings.Database}."),
        MySqlErrorCode.TooManyUserConnections or MySqlErrorCode.ConnectionCountError => new Problem(ErrorCatalog.SourceTooManyConnections, Innermost(exception)),
        _ => null,
    };

    /// <summary>The network is fine and the server did not say why.</summary>
    internal static Problem OfOpening(Exception exception, ServerSettings settings)
    {
        if (exception.Message.Contains("does not support SSL", StringComparison.Ordinal))
        {
            return new Problem(ErrorCatalog.SourceTlsMissing, $"{settings.Host} does not speak TLS, and tls asks for it.");
        }

        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            // The driver reads certificates that the system does not trust with a package that is not there.
            if (cause is AuthenticationException or FileNotFoundException || cause.Message.Contains("SSL", StringComparison.Ordinal))
            {
                return new Problem(ErrorCatalog.SourceTlsFailed, $"TLS with {settings.Host} failed: the certificate is not trusted by this system, or not made for this name.");
            }
        }

        return exception.Message.Contains("Timeout expired", StringComparison.OrdinalIgnoreCase) && exception.Message.Contains("pool", StringComparison.Ordinal)
            ? new Problem(ErrorCatalog.SourceTooManyConnections, "All connections of this process to the source are in use.")
            : new Problem(ErrorCatalog.SourceConnectionFailed, $"{settings.Host} answers on port {settings.Port}, but: {Innermost(exception)}");
    }

    private static MySqlErrorCode Number(Exception exception) => exception is MySqlException mysql ? (MySqlErrorCode)mysql.Number : MySqlErrorCode.None;

    private static string Innermost(Exception exception) => exception.GetBaseException().Message;
}
