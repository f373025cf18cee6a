using System.Globalization;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.GoValues;

/// <summary>
/// Moves JSON values into the fields of an annotation as the controller's decoder does: unknown members are passed over, names need not
/// match in case, null leaves a field alone, and the first value of a wrong type is the error in the end.
/// </summary>
internal sealed class GoJsonDecoder
{
    private readonly List<string> _path = [];
    private string? _struct;
    private string? _fault;
    private string? _finalFault;

    /// <param name="raw">The JSON.</param>
    /// <param name="decode">Takes the root apart.</param>
    /// <exception cref="AlbModelException">The JSON is malformed, or a value has the wrong type.</exception>
    public static void Decode(string raw, Action<GoJsonDecoder, GoJsonValue> decode)
    {
        var root = GoJsonParser.Parse(raw);
        var decoder = new GoJsonDecoder();
        decode(decoder, root);
        if ((decoder._finalFault ?? decoder._fault) is { } fault)
        {
            throw new AlbModelException(fault);
        }
    }

    /// <param name="raw">The JSON.</param>
    /// <param name="read">Takes the root apart.</param>
    /// <exception cref="AlbModelException">The JSON is malformed, or a value has the wrong type.</exception>
    public static T Decode<T>(string raw, Func<GoJsonDecoder, GoJsonValue, T> read)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(raw);
        T? result = null;
        Decode(raw, (decoder, value) => { result = read(decoder, value); });
        return result!;
    }

    /// <param name="value">An object; null changes nothing.</param>
    /// <param name="name">Name of the Go struct, for messages.</param>
    /// <param name="fields">What to do with each member that has a field.</param>
    public void Struct(GoJsonValue value, string name, params (string Name, Action<GoJsonValue> Set)[] fields)
    {
        if (value.Kind == GoJsonKind.Null)
        {
            return;
        }

        if (value.Kind != GoJsonKind.Map)
        {
            Refuse(value.KindName, $"ingress.{name}");
            return;
        }

        var outer = _struct;
        foreach (var (key, member) in value.Members)
        {
            if (FindField(fields, key) is { Set: { } set } field)
            {
                _struct = name;
                _path.Add(field.Name);
                set(member);
                _path.RemoveAt(_path.Count - 1);
                _struct = outer;
            }
        }
    }

    /// <summary>The object that a pointer field points to afterwards: null for null, otherwise what was there or a new one.</summary>
    public static T? Pointer<T>(GoJsonValue value, T? before, Action<GoJsonValue, T> decode)
        where T : class, new()
    {
        if (value.Kind == GoJsonKind.Null)
        {
            return null;
        }

        var target = before ?? new T();
        decode(value, target);
        return target;
    }

    /// <param name="value">A list; null is the empty one.</param>
    /// <param name="type">Type of an element as Go writes it.</param>
    /// <param name="before">What the field holds already.</param>
    /// <param name="decode">Makes an element of its JSON and of the element that is there already, if any.</param>
    public GoSlice<T> List<T>(GoJsonValue value, string type, IReadOnlyList<T>? before, Func<GoJsonValue, T?, T> decode)
    {
        if (value.Kind is not (GoJsonKind.List or GoJsonKind.Null))
        {
            Refuse(value.KindName, $"[]{type}");
        }

        return GoSlice<T>.Decode(value.Items, before, decode);
    }

    public GoSlice<string> Strings(GoJsonValue value, IReadOnlyList<string> before) =>
        List(value, "string", before, (item, text) => Text(item, text ?? ""));

    /// <summary>Null for null; an object that is given twice adds up.</summary>
    public IReadOnlyDictionary<string, string>? Map(GoJsonValue value, IReadOnlyDictionary<string, string>? before)
    {
        if (value.Kind == GoJsonKind.Null)
        {
            return null;
        }

        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, text) in before ?? NoStrings.Map)
        {
            map[key] = text;
        }

        foreach (var (key, member) in Members(value, "map[string]string"))
        {
            map[key] = Text(member, "");
        }

        return map;
    }

    /// <summary>Members of an object that is decoded into a map of this Go type.</summary>
    public IReadOnlyList<KeyValuePair<string, GoJsonValue>> Members(GoJsonValue value, string type)
    {
        if (value.Kind is not (GoJsonKind.Map or GoJsonKind.Null))
        {
            Refuse(value.KindName, type);
        }

        return value.Members;
    }

    /// <returns><paramref name="before"/> for null or a value of another type.</returns>
    public string Text(GoJsonValue value, string before, string type = "string")
    {
        if (value.Kind == GoJsonKind.Text)
        {
            return value.Text;
        }

        RefuseUnlessNull(value, type);
        return before;
    }

    public string? TextPointer(GoJsonValue value) => value.Kind == GoJsonKind.Null ? null : Text(value, "");

    public bool? BooleanPointer(GoJsonValue value)
    {
        if (value.Kind is GoJsonKind.Boolean)
        {
            return value.Text == "true";
        }

        RefuseUnlessNull(value, "bool");
        return null;
    }

    public int Int32(GoJsonValue value, int before) => Int32Pointer(value) ?? before;

    public int? Int32Pointer(GoJsonValue value)
    {
        if (value.Kind == GoJsonKind.Null)
        {
            return null;
        }

        var number = FindInt32(value);
        if (number is null)
        {
            Refuse(Int32Mismatch(value), "int32");
        }

        return number;
    }

    /// <summary>A type with a decoder of its own: the first value that it does not take ends the decoding, so its fault comes before earlier ones.</summary>
    public IntOrString? IntOrStringPointer(GoJsonValue value)
    {
        switch (value.Kind)
        {
            case GoJsonKind.Null:
                return null;
            case GoJsonKind.Text:
                return IntOrString.Of(value.Text);
            case GoJsonKind.Number when FindInt32(value) is { } number:
                return IntOrString.Of(number);
            default:
                _finalFault ??= Fault(Int32Mismatch(value), "int32");
                return null;
        }
    }

    private static (string Name, Action<GoJsonValue> Set) FindField((string Name, Action<GoJsonValue> Set)[] fields, string key)
    {
        var exact = Array.Find(fields, field => field.Name == key);
        return exact.Set is not null ? exact : Array.Find(fields, field => field.Name.Equals(Folded(key), StringComparison.OrdinalIgnoreCase));
    }

    // Two letters outside ASCII whose case folds into it.
    private static string Folded(string key) => key.Replace('\u017F', 's').Replace('\u212A', 'k');

    private void RefuseUnlessNull(GoJsonValue value, string type)
    {
        if (value.Kind != GoJsonKind.Null)
        {
            Refuse(value.KindName, type);
        }
    }

    private static int? FindInt32(GoJsonValue value) => value.Kind == GoJsonKind.Number &&
        int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : null;

    private static string Int32Mismatch(GoJsonValue value) => value.Kind == GoJsonKind.Number ? $"number {value.Text}" : value.KindName;

    private void Refuse(string found, string type) => _fault ??= Fault(found, type);

    private string Fault(string found, string type) => _path.Count == 0
        ? $"json: cannot unmarshal {found} into Go value of type {type}"
        : $"json: cannot unmarshal {found} into Go struct field {_struct}.{string.Join('.', _path)} of type {type}";
}
