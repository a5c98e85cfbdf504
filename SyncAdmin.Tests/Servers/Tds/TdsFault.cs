namespace SyncAdmin.Tests.Servers.Tds;

/// <summary>Something that goes wrong with one statement.</summary>
internal abstract record TdsFault
{
    /// <summary>It fails with this error before it runs; from severity 20 on the connection ends too.</summary>
    internal sealed record Error(int Number, string Message, byte Severity = 16) : TdsFault;

    /// <summary>The connection ends after so many rows, without a word.</summary>
    internal sealed record Drop(int AfterRows) : TdsFault;

    /// <summary>As <see cref="Drop"/>, in the middle of a packet.</summary>
    internal sealed record Cut(int AfterRows) : TdsFault;

    /// <summary>No answer comes until the client asks to stop.</summary>
    internal sealed record Stall : TdsFault;
}
