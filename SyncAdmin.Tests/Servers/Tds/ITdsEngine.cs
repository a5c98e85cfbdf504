using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds;

/// <summary>What stands behind the wire.</summary>
internal interface ITdsEngine
{
    /// <summary>Admits a login; <see cref="TdsErrorException"/> 18456 or 4060.</summary>
    ITdsEngineSession Open(Login7 login, bool encrypted, int sessionId);
}
