using System.Globalization;
using Microsoft.Data.Sqlite;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>Functions that translated statements call.</summary>
internal static class SqliteFunctions
{
    internal static void Register(SqliteConnection connection, EngineSession session, TimeProvider time)
    {
        Collations.Register(connection);
        connection.CreateFunction("tds_cast", (object?[] arguments) => Raising(() => Cast(arguments)), isDeterministic: true);
        connection.CreateFunction("tds_session", (object?[] arguments) => Raising(() => SessionFunctions.Answer(session, Plain(arguments))));
        connection.CreateFunction("tds_user_function", (object?[] arguments) => Raising(() => session.DatabaseNow.Function((string)arguments[0]!)!.Run(session, Plain(arguments)[1..])));
        connection.CreateFunction("tds_rowversion", session.NextRowVersion);
        connection.CreateFunction("tds_now", () => Stored.Moment(time.GetUtcNow().UtcDateTime));
        connection.CreateFunction("tds_newid", () => Guid.NewGuid().ToString("D").ToUpperInvariant());
        connection.CreateFunction("tds_dateadd", (string part, long count, string? moment) => moment is null ? null : Add(part, count, moment), isDeterministic: true);
    }

    private static object?[] Plain(object?[] arguments) => [.. arguments.Select(static argument => argument is DBNull ? null : argument)];

    private static object? Cast(object?[] arguments)
    {
        var (from, to) = (TypeNames.Parse((string)arguments[1]!), TypeNames.Parse((string)arguments[2]!));
        try
        {
            return Conversion.Convert(arguments[0], from, to, (int)(long)arguments[3]!);
        }
        catch (TdsErrorException) when ((long)arguments[4]! == 1)
        {
            return null;
        }
    }

    private static string Add(string part, long count, string moment)
    {
        var from = DateTime.ParseExact(moment[..Stored.MomentFormat.Length], Stored.MomentFormat, CultureInfo.InvariantCulture);
        var sum = part switch
        {
            "year" or "yy" or "yyyy" => from.AddYears((int)count),
            "month" or "mm" or "m" => from.AddMonths((int)count),
            "day" or "dd" or "d" => from.AddDays(count),
            "hour" or "hh" => from.AddHours(count),
            "minute" or "mi" or "n" => from.AddMinutes(count),
            "second" or "ss" or "s" => from.AddSeconds(count),
            "millisecond" or "ms" => from.AddMilliseconds(count),
            _ => throw new TdsErrorException(155, $"'{part}' is not a recognized dateadd option."),
        };
        return Stored.Moment(sum) + moment[Stored.MomentFormat.Length..];
    }

    // SQLite passes on the text of an exception, and nothing else of it.
    private static object? Raising(Func<object?> work)
    {
        try
        {
            return work();
        }
        catch (TdsErrorException error)
        {
            throw new SqliteException(string.Create(CultureInfo.InvariantCulture, $"{SqliteErrors.Marker}{error.Number}{SqliteErrors.Marker}{error.Message}{SqliteErrors.Marker}"), 1);
        }
    }
}
