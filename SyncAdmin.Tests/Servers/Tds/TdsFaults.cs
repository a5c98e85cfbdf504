namespace SyncAdmin.Tests.Servers.Tds;

/// <summary>How a test makes the server misbehave.</summary>
internal sealed class TdsFaults
{
    private readonly Lock _lock = new();
    private readonly List<(string Containing, TdsFault Fault)> _waiting = [];

    /// <summary>Every login gets this error while it is set.</summary>
    internal TdsErrorException? LoginError { get; set; }

    /// <summary>Connections end when the login comes.</summary>
    internal bool DropsLogins { get; set; }

    /// <summary>The next statement with this text in it goes wrong; each fault strikes once, in the order given.</summary>
    internal void Next(TdsFault fault, string containing = "")
    {
        lock (_lock)
        {
            _waiting.Add((containing, fault));
        }
    }

    /// <summary>What goes wrong with this one.</summary>
    internal TdsFault? Take(string statement)
    {
        lock (_lock)
        {
            var at = _waiting.FindIndex(waiting => statement.Contains(waiting.Containing, StringComparison.OrdinalIgnoreCase));
            if (at < 0)
            {
                return null;
            }

            var fault = _waiting[at].Fault;
            _waiting.RemoveAt(at);
            return fault;
        }
    }
}
