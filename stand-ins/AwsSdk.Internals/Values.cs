#nullable enable
using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using Amazon.Runtime;

namespace EksIngress.StandIns.Aws;

/// <summary>Conversions that both protocols share.</summary>
internal static class Values
{
    private static readonly ConcurrentDictionary<Type, Func<string, object?>> Constants = new();

    internal static string Format(object value) => value switch
    {
        string text => text,
        ConstantClass constant => constant.Value,
        bool flag => flag ? "true" : "false",
        DateTime time => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"A value of {value.GetType()} cannot be sent."),
    };

    internal static bool IsScalar(object value) => value is string or ConstantClass or ValueType;

    /// <summary>Parses the text of a scalar member; an enumeration keeps values it does not know.</summary>
    internal static object? Parse(string text, Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (target == typeof(string))
        {
            return text;
        }

        if (typeof(ConstantClass).IsAssignableFrom(target))
        {
            return Constants.GetOrAdd(target, ConstantFactory)(text);
        }

        if (target == typeof(DateTime))
        {
            return DateTime.Parse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
        }

        return Convert.ChangeType(text, target, CultureInfo.InvariantCulture);
    }

    internal static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>);

    internal static bool IsDictionary(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>);

    internal static bool IsStructure(Type type) =>
        type.IsClass && type != typeof(string) && !typeof(ConstantClass).IsAssignableFrom(type) && !type.IsGenericType;

    internal static IList NewList(Type listType) => (IList)Activator.CreateInstance(listType)!;

    internal static IDictionary NewDictionary(Type dictionaryType) => (IDictionary)Activator.CreateInstance(dictionaryType)!;

    private static Func<string, object?> ConstantFactory(Type type)
    {
        var find = type.GetMethod("FindValue", [typeof(string)])
            ?? throw new NotSupportedException($"{type} has no FindValue.");
        return text => find.Invoke(null, [text]);
    }
}
