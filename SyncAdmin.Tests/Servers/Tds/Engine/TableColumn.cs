using SyncAdmin.Tests.Servers.Tds.TSql;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>A column of a table or view.</summary>
internal sealed record TableColumn(string Name, TdsType Type, bool Nullable, bool Identity = false, Expression? Default = null);
