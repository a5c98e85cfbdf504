using SyncAdmin.Tests.Servers.Tds.TSql;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <content>Expressions that are true or not.</content>
internal sealed partial class Translator
{
    /// <summary>A condition that no row is needed for.</summary>
    internal string Truth(Expression expression) => Condition(expression, new Scope(null));

    private string Condition(Expression expression, Scope scope)
    {
        switch (expression)
        {
            case Expression.Chain chain:
                return Balanced(chain.Operator, [.. chain.Operands.Select(operand => Condition(operand, scope))]);
            case Expression.Unary { Operator: "NOT" } not:
                return $"NOT ({Condition(not.Operand, scope)})";
            case Expression.Binary binary:
                return Compared(binary.Operator, Value(binary.Left, scope), Value(binary.Right, scope));
            case Expression.IsNull isNull:
                return $"({Value(isNull.Operand, scope).Sql} IS {(isNull.Not ? "NOT " : "")}NULL)";
            case Expression.Between between:
                var operand = Value(between.Operand, scope);
                var inside = $"({Compared(">=", operand, Value(between.Low, scope))} AND {Compared("<=", operand, Value(between.High, scope))})";
                return between.Not ? $"NOT {inside}" : inside;
            case Expression.Like like:
                var escape = like.Escape is null ? "" : $" ESCAPE {Value(like.Escape, scope).Sql}";
                return $"({Value(like.Operand, scope).Sql} {(like.Not ? "NOT " : "")}LIKE {Value(like.Pattern, scope).Sql}{escape})";
            case Expression.In inside2:
                return In(inside2, scope);
            case Expression.Exists exists:
                return $"EXISTS ({Translate(exists.Query, scope, null).Sql})";
            default:
                throw new TdsErrorException(4145, "An expression of non-boolean type specified in a context where a condition is expected.");
        }
    }

    private string In(Expression.In expression, Scope scope)
    {
        var operand = Value(expression.Operand, scope);
        var not = expression.Not ? "NOT " : "";
        if (expression.Query is null)
        {
            var values = expression.Values.Select(value => Fitting(Value(value, scope), operand.Type).Sql);
            var type = expression.Values.Count == 0 ? operand.Type : Value(expression.Values[0], scope).Type;
            return $"({Collated(Fitting(operand, type))} {not}IN ({string.Join(", ", values)}))";
        }

        var (sql, columns) = Translate(expression.Query, scope, null);
        return columns is [_]
            ? $"({Collated(operand)} {not}IN ({sql}))"
            : throw new TdsErrorException(116, "Only one expression can be specified in the select list when the subquery is not introduced with EXISTS.");
    }

    private static string Compared(string sign, Typed left, Typed right)
    {
        if ((left.Type.IsOldLob && right.Sql != "NULL") || (right.Type.IsOldLob && left.Sql != "NULL"))
        {
            throw new TdsErrorException(402, $"The data types {left.Type.Name} and {right.Type.Name} are incompatible in the equal to operator.");
        }

        var (one, other) = (Fitting(left, right.Type), Fitting(right, left.Type));
        var comparing = sign switch
        {
            "!<" => ">=",
            "!>" => "<=",
            _ => sign,
        };
        return $"({Collated(one)} {comparing} {(other.Source == TypedSource.Computed ? Collated(other) : other.Sql)})";
    }

    /// <summary>What meets a type of higher rank becomes one of it: '7' beside a number, a date's text beside a date.</summary>
    private static Typed Fitting(Typed value, TdsType other)
    {
        var same = value.Sql == "NULL" || value.Type.Kind == other.Kind || (value.Type.IsText && other.IsText) || (value.Type.IsBinary && other.IsBinary);
        if (same || Types.Common(value.Type, other).Kind == value.Type.Kind)
        {
            return value;
        }

        var converts = value.Type.IsText || (other.Kind == TdsKind.Variant) || (value.Type.IsMoment && other.IsMoment && other.Kind != TdsKind.DateTimeOffset && value.Type.Kind == TdsKind.Time);
        return converts && other.Kind != TdsKind.Xml ? Converted(value, other.IsBinary ? other with { Length = 8_000 } : other) : value;
    }

    /// <summary>A computed text must be told how it compares; a column knows.</summary>
    private static string Collated(Typed value)
    {
        var collation = Collations.Of(value.Type);
        if (collation is null || value.Source == TypedSource.Column)
        {
            return value.Sql;
        }

        // Sums of decimals come as numbers.
        return value.Type.IsDecimal && value.Source == TypedSource.Computed ? $"CAST({value.Sql} AS TEXT) COLLATE {collation}" : $"{value.Sql} COLLATE {collation}";
    }

    // SQLite allows a depth of a thousand, and a list of keys may be as long.
    private static string Balanced(string word, ReadOnlySpan<string> operands) => operands.Length == 1
        ? operands[0]
        : $"({Balanced(word, operands[..(operands.Length / 2)])} {word} {Balanced(word, operands[(operands.Length / 2)..])})";
}
