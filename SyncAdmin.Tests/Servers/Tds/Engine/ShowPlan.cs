using System.Xml.Linq;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>SQLite's plan in the form of SHOWPLAN_XML: which steps seek, scan and sort.</summary>
internal static class ShowPlan
{
    private static readonly XNamespace Plan = "http://schemas.microsoft.com/sqlserver/2004/07/showplan";

    internal static string Xml(IReadOnlyList<string> steps)
    {
        var operators = steps.Select(Operator).OfType<string>().Select((name, i) =>
            new XElement(Plan + "RelOp", new XAttribute("NodeId", i), new XAttribute("PhysicalOp", name), new XAttribute("LogicalOp", name)));
        var document = new XElement(
            Plan + "ShowPlanXML",
            new XAttribute("Version", "1.564"),
            new XElement(Plan + "BatchSequence", new XElement(Plan + "Batch", new XElement(Plan + "Statements", new XElement(Plan + "StmtSimple", new XElement(Plan + "QueryPlan", operators))))));
        return document.ToString(SaveOptions.DisableFormatting);
    }

    private static string? Operator(string step) => step switch
    {
        _ when step.Contains("TEMP B-TREE FOR ORDER BY", StringComparison.Ordinal) || step.Contains("OF ORDER BY", StringComparison.Ordinal) => "Sort",
        _ when step.Contains("TEMP B-TREE FOR GROUP BY", StringComparison.Ordinal) => "Hash Match",
        _ when step.Contains("TEMP B-TREE FOR DISTINCT", StringComparison.Ordinal) => "Distinct Sort",
        _ when step.StartsWith("MATERIALIZE", StringComparison.Ordinal) || step.StartsWith("CO-ROUTINE", StringComparison.Ordinal) => "Table Spool",
        _ when step.StartsWith("SEARCH", StringComparison.Ordinal) => step.Contains("INTEGER PRIMARY KEY", StringComparison.Ordinal) ? "Clustered Index Seek" : "Index Seek",
        _ when step.StartsWith("SCAN", StringComparison.Ordinal) => step.Contains("INDEX", StringComparison.Ordinal) ? "Index Scan" : "Clustered Index Scan",
        _ when step.StartsWith("COMPOUND", StringComparison.Ordinal) || step.StartsWith("UNION", StringComparison.Ordinal) => "Concatenation",
        _ => null,
    };
}
