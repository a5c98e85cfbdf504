using System.Globalization;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>Spells names and values for SQLite.</summary>
internal static class Sqlite
{
    internal static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    internal static string Literal(object? value) => value switch
    {
        null => "NULL",
        bool truth => truth ? "1" : "0",
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        _ => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
    };
}
