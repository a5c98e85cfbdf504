namespace SyncAdmin.Core.Errors;

public static partial class ErrorCatalog
{
    /// <summary>Nothing but blanks and comments.</summary>
    public static readonly ErrorDefinition QueryEmpty = new(
        "SYNC-1300", ProblemKind.Invalid, "The query is empty", "Write one SELECT statement.");

    /// <summary>The text can't be cut into words: an open string, an open comment, a control character.</summary>
    public static readonly ErrorDefinition QueryUnreadable = new(
        "SYNC-1301", ProblemKind.Invalid, "The query can't be read", "Close the string or comment, or remove the character, at the position named.");

    /// <summary>It starts with something else than SELECT or WITH … SELECT.</summary>
    public static readonly ErrorDefinition QueryNotASelect = new(
        "SYNC-1302", ProblemKind.Invalid, "The query is not a SELECT", "Only one SELECT, or WITH … SELECT, can be used as a source.");

    /// <summary>A second statement.</summary>
    public static readonly ErrorDefinition QuerySeveralStatements = new(
        "SYNC-1303", ProblemKind.Invalid, "The query holds more than one statement", "Keep one SELECT statement and remove the rest.");

    /// <summary>A word that writes, or that starts a statement that does.</summary>
    public static readonly ErrorDefinition QueryWrites = new(
        "SYNC-1304", ProblemKind.Invalid, "The query may change data", "Remove the word named; if it is the name of a column, put it in quotes.");

    /// <summary>A function with side effects.</summary>
    public static readonly ErrorDefinition QueryCallsDeniedFunction = new(
        "SYNC-1305", ProblemKind.Invalid, "The query calls a function that is not allowed", "Remove the call: functions that write, wait, lock or reach files and other servers are refused.");

    /// <summary>FOR UPDATE and its kin.</summary>
    public static readonly ErrorDefinition QueryLocks = new(
        "SYNC-1306", ProblemKind.Invalid, "The query locks rows", "Remove the locking clause or hint.");

    /// <summary>Parentheses that don't match: such a text could leave the query that it is wrapped into.</summary>
    public static readonly ErrorDefinition QueryUnbalanced = new(
        "SYNC-1307", ProblemKind.Invalid, "The parentheses of the query don't match", "Add or remove the parenthesis at the position named.");

    /// <summary>Unknown, or inside quotes.</summary>
    public static readonly ErrorDefinition QueryPlaceholder = new(
        "SYNC-1308", ProblemKind.Invalid, "A placeholder can't be used like this", "Use {{offset}}, {{limit}}, {{since}} or {{codes}}, outside of quotes.");

    /// <summary>A parameter or variable of the person's own.</summary>
    public static readonly ErrorDefinition QueryParameter = new(
        "SYNC-1309", ProblemKind.Invalid, "The query uses a parameter or variable", "Write the value itself, or one of {{offset}}, {{limit}}, {{since}}, {{codes}}.");

    /// <summary>What two servers, or two settings of one server, would read differently.</summary>
    public static readonly ErrorDefinition QueryAmbiguous = new(
        "SYNC-1310", ProblemKind.Invalid, "Part of the query can be read in two ways", "Write it in the plain form that the message names.");

    /// <summary>Over the limit.</summary>
    public static readonly ErrorDefinition QueryTooLong = new(
        "SYNC-1311", ProblemKind.Invalid, "The query is too long", "Keep it under 100,000 characters; a view in the source can hold the rest.");

    /// <summary>A query by {{codes}} can't be read whole.</summary>
    public static readonly ErrorDefinition QueryNeedsCodes = new(
        "SYNC-1312", ProblemKind.Invalid, "The query reads only the codes that it is given", "Remove {{codes}}: the engine adds the condition on codes by itself.");

    /// <summary>SQL Server: FOR JSON or FOR XML at the outermost level.</summary>
    public static readonly ErrorDefinition QueryMakesOneText = new(
        "SYNC-1090", ProblemKind.Invalid, "The query turns its whole result into one text", "Remove the outermost FOR JSON or FOR XML: a source needs rows and columns.");
}
