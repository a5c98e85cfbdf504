using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds;

/// <summary>A batch or a call that came.</summary>
/// <param name="SessionId">As <c>@@SPID</c>.</param>
/// <param name="User">Login.</param>
/// <param name="Database">It ran in.</param>
/// <param name="Text">The SQL; the procedure's name when it is a call of one.</param>
/// <param name="Parameters">Without those that carry the text.</param>
internal sealed record TdsStatement(int SessionId, string User, string Database, string Text, IReadOnlyList<TdsParameter> Parameters);
