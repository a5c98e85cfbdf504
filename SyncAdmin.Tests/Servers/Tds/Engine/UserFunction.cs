using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>A function of a test. SQL Server's own may not write; one in the CLR, or one that queries its own server, can.</summary>
/// <param name="Type">Of its value.</param>
/// <param name="Run">Gives the value; may run statements in the transaction of its caller.</param>
internal sealed record UserFunction(TdsType Type, Func<EngineSession, object?[], object?> Run);
