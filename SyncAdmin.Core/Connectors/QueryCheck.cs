using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors;

/// <summary>What the source says of a query without running it.</summary>
/// <param name="Problem">Why it can't be used; null when it can.</param>
/// <param name="Columns">Of its result; empty when there is a problem.</param>
/// <param name="Warnings">For example: pages can't follow an index here, the result will be spooled.</param>
/// <param name="PagesByKey">True when <c>WHERE key &gt; @after ORDER BY key LIMIT n</c> follows an index; false: one ordered read is spooled to disk.</param>
public sealed record QueryCheck(Problem? Problem, IReadOnlyList<SourceColumn> Columns, IReadOnlyList<string> Warnings, bool PagesByKey);
