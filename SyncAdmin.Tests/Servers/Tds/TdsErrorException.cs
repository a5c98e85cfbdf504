namespace SyncAdmin.Tests.Servers.Tds;

/// <summary>An error that goes to the client with its number.</summary>
internal sealed class TdsErrorException(int number, string message, byte severity = 16, byte state = 1) : Exception(message)
{
    /// <summary>As in <c>sys.messages</c>.</summary>
    internal int Number => number;

    /// <summary>11 to 16 are the statement's fault; from 20 on the connection ends.</summary>
    internal byte Severity => severity;

    internal byte State => state;
}
