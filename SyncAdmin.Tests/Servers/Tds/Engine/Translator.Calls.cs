using SyncAdmin.Tests.Servers.Tds.TSql;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <content>Functions.</content>
internal sealed partial class Translator
{
    private static readonly TdsType DecimalOfSums = TdsType.Decimal(38, 6);

    private Typed Call(Expression.Call call, Scope scope)
    {
        var name = call.Name[^1].ToUpperInvariant();
        var arguments = call.Arguments.Select(argument => Argument(name, argument, scope)).ToList();
        if (call.Name.Count > 1 && !call.Name[0].Equals("sys", StringComparison.OrdinalIgnoreCase))
        {
            return UserFunction(call, arguments);
        }

        var over = call.Over is null ? "" : Over(call.Over, scope);
        return Aggregate(call, name, arguments, over)
            ?? Window(name, arguments, over)
            ?? Texts(name, arguments)
            ?? Others(name, arguments)
            ?? SessionFunctions.Call(_session, name, arguments)
            ?? throw new TdsErrorException(TdsErrors.UnknownFunction, $"'{call.Name[^1]}' is not a recognized built-in function name.", 15, 10);
    }

    // DATEADD(day, …): the first argument is a word.
    private Typed Argument(string function, Expression argument, Scope scope) =>
        function is "DATEADD" or "DATEDIFF" or "DATEPART" && argument is Expression.Column { Parts: [var part] } && part.All(char.IsLetter) && scope.Sources.All(source => source.Columns.All(column => column.Name != part))
            ? new Typed(Sqlite.Literal(part.ToLowerInvariant()), TdsType.VarChar(20), false, TypedSource.Constant)
            : Value(argument, scope);

    private Typed UserFunction(Expression.Call call, List<Typed> arguments)
    {
        var name = string.Join('.', call.Name);
        var function = _session.DatabaseNow.Function(name) ?? throw new TdsErrorException(
            TdsErrors.UnknownUserFunction, $"Cannot find either column \"{call.Name[0]}\" or the user-defined function or aggregate \"{name}\", or the name is ambiguous.");
        return new Typed($"tds_user_function({string.Join(", ", arguments.Select(argument => argument.Sql).Prepend(Sqlite.Literal(name)))})", function.Type);
    }

    private string Over(Expression.Window window, Scope scope)
    {
        var partition = window.Partition.Count == 0 ? "" : "PARTITION BY " + string.Join(", ", window.Partition.Select(expression => Value(expression, scope).Sql));
        var order = window.Order.Count == 0 ? "" : " ORDER BY " + string.Join(", ", window.Order.Select(item => Constantless(item.Expression, scope) + Direction(item)));
        return $" OVER ({partition}{order})";
    }

    // ORDER BY (SELECT NULL) is how one says: any order.
    private string Constantless(Expression expression, Scope scope) => expression is Expression.Scalar ? "NULL" : Collated(Value(expression, scope));

    private static Typed? Aggregate(Expression.Call call, string name, List<Typed> arguments, string over)
    {
        var distinct = call.Distinct ? "DISTINCT " : "";
        if (name is "COUNT" or "COUNT_BIG" && (call.Star || arguments.Count == 1))
        {
            return new Typed($"COUNT({distinct}{(call.Star ? "*" : arguments[0].Sql)}){over}", name == "COUNT" ? TdsType.Int : TdsType.BigInt, false);
        }

        return (name, arguments) switch
        {
            ("MIN" or "MAX", [var one]) => new Typed($"{name}({Collated(one)}){over}", one.Type),
            ("SUM", [{ Type.IsInteger: true } one]) => new Typed($"SUM({distinct}{one.Sql}){over}", one.Type.Kind == TdsKind.BigInt ? TdsType.BigInt : TdsType.Int),
            ("SUM", [{ Type.IsDecimal: true } one]) => new Typed($"SUM({distinct}{one.Sql}){over}", TdsType.Decimal(38, one.Type.Scale)),
            ("SUM" or "AVG", [{ Type.IsFloat: true } one]) => new Typed($"{name}({distinct}{one.Sql}){over}", TdsType.Float),
            ("AVG", [{ Type.IsInteger: true } one]) => new Typed($"CAST(AVG({distinct}{one.Sql}){over} AS INTEGER)", one.Type.Kind == TdsKind.BigInt ? TdsType.BigInt : TdsType.Int),
            ("AVG", [{ Type.IsDecimal: true } one]) => new Typed($"AVG({distinct}{one.Sql}){over}", DecimalOfSums),
            ("SUM" or "AVG", [var one]) => throw new TdsErrorException(8117, $"Operand data type {one.Type.Name} is invalid for {name.ToLowerInvariant()} operator."),
            ("STRING_AGG", [var one, var separator]) => new Typed($"group_concat({one.Sql}, {separator.Sql})", TdsType.NVarChar(TdsType.Max)),
            _ => null,
        };
    }

    private static Typed? Window(string name, List<Typed> arguments, string over) => (name, over.Length) switch
    {
        (_, 0) => null,
        ("ROW_NUMBER" or "RANK" or "DENSE_RANK" or "NTILE", _) => new Typed($"{name}({string.Join(", ", arguments.Select(argument => argument.Sql))}){over}", TdsType.BigInt, false),
        ("LAG" or "LEAD" or "FIRST_VALUE" or "LAST_VALUE", > 0) => new Typed($"{name}({string.Join(", ", arguments.Select(argument => argument.Sql))}){over}", arguments[0].Type),
        _ => null,
    };

    private static Typed? Texts(string name, List<Typed> arguments)
    {
        var type = arguments.Count == 0 ? TdsType.NVarChar(4_000) : arguments[0].Type.IsText ? arguments[0].Type : TdsType.VarChar(8_000);
        return (name, arguments.Select(argument => argument.Sql).ToArray()) switch
        {
            ("UPPER" or "LOWER" or "LTRIM" or "RTRIM" or "TRIM", [var text]) => new Typed($"{name}({text})", type),
            ("LEN", [var text]) => new Typed($"length(rtrim({text}))", TdsType.Int),
            ("DATALENGTH", [var text]) => new Typed(type.IsUnicode ? $"(2 * length({text}))" : $"length({text})", TdsType.Int),
            ("SUBSTRING", [var text, var start, var length]) => new Typed($"substr({text}, {start}, {length})", type),
            ("LEFT", [var text, var length]) => new Typed($"substr({text}, 1, {length})", type),
            ("RIGHT", [var text, var length]) => new Typed($"substr({text}, -({length}), {length})", type),
            ("REPLACE", [var text, var old, var with]) => new Typed($"replace({text}, {old}, {with})", type),
            ("CHARINDEX", [var what, var text]) => new Typed($"instr({text}, {what})", TdsType.Int),
            ("CONCAT", { Length: > 1 } texts) => new Typed($"({string.Join(" || ", texts.Select(text => $"ifnull({text}, '')"))})", TdsType.NVarChar(4_000), false),
            ("REPLICATE", [var text, var times]) => new Typed($"replace(hex(zeroblob({times})), '00', {text})", type),
            ("CHAR" or "NCHAR", [var code]) => new Typed($"char({code})", TdsType.NVarChar(1)),
            ("UNICODE" or "ASCII", [var text]) => new Typed($"unicode({text})", TdsType.Int),
            ("QUOTENAME", [var text]) => new Typed($"('[' || replace({text}, ']', ']]') || ']')", TdsType.NVarChar(258)),
            ("STR", [var number]) => new Typed($"printf('%10d', {number})", TdsType.VarChar(10)),
            _ => null,
        };
    }

    private static Typed? Others(string name, List<Typed> arguments)
    {
        switch (name, arguments)
        {
            case ("ISNULL", [var one, var other]):
                return new Typed($"ifnull({one.Sql}, {other.Sql})", one.Sql == "NULL" ? other.Type : one.Type, other.Nullable);
            case ("COALESCE", { Count: > 1 }):
                var type = arguments.Where(argument => argument.Sql != "NULL").Select(argument => argument.Type).Aggregate(Types.Common);
                return new Typed($"coalesce({string.Join(", ", arguments.Select(argument => argument.Sql))})", type, arguments.All(argument => argument.Nullable));
            case ("NULLIF", [var one, var other]):
                return new Typed($"CASE WHEN {Compared("=", one, other)} THEN NULL ELSE {one.Sql} END", one.Type);
            case ("ABS" or "FLOOR" or "CEILING" or "SIGN", [var number]):
                return new Typed($"{(name == "CEILING" ? "ceil" : name)}({number.Sql})", number.Type);
            case ("ROUND", [var number, var digits]):
                return new Typed($"round({number.Sql}, {digits.Sql})", number.Type);
            case ("GETDATE" or "CURRENT_TIMESTAMP" or "GETUTCDATE", []):
                return new Typed("tds_now()", new TdsType(TdsKind.DateTime, 0, 0, 3), false);
            case ("SYSUTCDATETIME" or "SYSDATETIME", []):
                return new Typed("tds_now()", new TdsType(TdsKind.DateTime2, 0, 0, 7), false);
            case ("NEWID", []):
                return new Typed("tds_newid()", new TdsType(TdsKind.UniqueIdentifier), false);
            case ("YEAR" or "MONTH" or "DAY", [var moment]):
                return new Typed($"CAST(strftime('{(name == "YEAR" ? "%Y" : name == "MONTH" ? "%m" : "%d")}', substr({moment.Sql}, 1, 19)) AS INTEGER)", TdsType.Int);
            case ("DATEADD", [var part, var count, var moment]):
                var from = moment.Type.IsText ? Converted(moment, new TdsType(TdsKind.DateTime, 0, 0, 3)) : moment;
                return new Typed($"tds_dateadd({part.Sql}, {count.Sql}, {from.Sql})", from.Type);
            default:
                return null;
        }
    }
}
