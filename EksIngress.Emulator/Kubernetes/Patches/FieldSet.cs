using System.Text.Json;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>
/// A set of field paths as a tree, in the form of <c>fieldsV1</c>: <c>{"f:spec":{"f:replicas":{}}}</c>. Elements are
/// <c>f:NAME</c>, <c>k:{"key":"value"}</c> for an item of a keyed list, <c>v:VALUE</c> for a scalar of a set; <c>.</c> is the node itself.
/// </summary>
internal sealed class FieldSet
{
    private readonly SortedDictionary<string, FieldSet> _children = new(StringComparer.Ordinal);

    /// <summary>True when the path that leads here is itself in the set.</summary>
    public bool IsMember { get; private set; }

    public IReadOnlyDictionary<string, FieldSet> Children => _children;

    public bool IsEmpty => !IsMember && _children.Count == 0;

    public static FieldSet Parse(JsonNode? fields)
    {
        var set = new FieldSet();
        set.Read(fields as JsonObject ?? [], isRoot: true);
        return set;
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        if (IsMember && _children.Count > 0)
        {
            json["."] = new JsonObject();
        }

        foreach (var (element, child) in _children)
        {
            json[element] = child.ToJson();
        }

        return json;
    }

    /// <summary>The fields that an object sets.</summary>
    public static FieldSet Of(Schema schema, JsonNode? node)
    {
        var set = new FieldSet();
        set.Collect(schema, node, isRoot: true);
        return set;
    }

    /// <summary>The paths at which two objects differ: changed and added ones, and those that only the first has.</summary>
    public static (FieldSet Changed, FieldSet Removed) Difference(Schema schema, JsonNode? before, JsonNode? after)
    {
        var old = Of(schema, before);
        var now = Of(schema, after);
        var changed = new FieldSet();
        foreach (var path in now.Paths())
        {
            if (!old.Contains(path) || !JsonNode.DeepEquals(FieldPaths.Find(before, path), FieldPaths.Find(after, path)))
            {
                // An item of a keyed list is compared by its fields; its own path only says that it is there.
                if (!old.Contains(path) || !FieldPaths.IsItem(path))
                {
                    changed.Add(path);
                }
            }
        }

        return (changed, old.Minus(now));
    }

    public void Add(ReadOnlySpan<string> path)
    {
        var node = this;
        foreach (var element in path)
        {
            node = node.Child(element);
        }

        node.IsMember = true;
    }

    public bool Contains(ReadOnlySpan<string> path)
    {
        var node = this;
        foreach (var element in path)
        {
            if (!node._children.TryGetValue(element, out var child))
            {
                return false;
            }

            node = child;
        }

        return node.IsMember;
    }

    /// <summary>All member paths, parents before children.</summary>
    public IEnumerable<string[]> Paths() => Paths([]);

    public FieldSet Union(FieldSet other)
    {
        var result = Copy();
        foreach (var path in other.Paths())
        {
            result.Add(path);
        }

        return result;
    }

    public FieldSet Minus(FieldSet other) => Where(path => !other.Contains(path));

    public FieldSet Intersect(FieldSet other) => Where(path => other.Contains(path));

    public FieldSet Where(Func<string[], bool> keep)
    {
        var result = new FieldSet();
        foreach (var path in Paths().Where(keep))
        {
            result.Add(path);
        }

        return result;
    }

    public FieldSet Copy() => Where(_ => true);

    private IEnumerable<string[]> Paths(string[] prefix)
    {
        if (IsMember)
        {
            yield return prefix;
        }

        foreach (var (element, child) in _children)
        {
            foreach (var path in child.Paths([.. prefix, element]))
            {
                yield return path;
            }
        }
    }

    private void Read(JsonObject fields, bool isRoot)
    {
        IsMember = !isRoot && (fields.Count == 0 || fields.ContainsKey("."));
        foreach (var (element, value) in fields.Where(pair => pair.Key != "."))
        {
            Child(element).Read(value as JsonObject ?? [], isRoot: false);
        }
    }

    private void Collect(Schema schema, JsonNode? node, bool isRoot)
    {
        switch (node)
        {
            case JsonObject map when !schema.Atomic && map.Count > 0:
                foreach (var (name, value) in map)
                {
                    Child("f:" + name).Collect(schema.Find(name) ?? Schema.Any, value, isRoot: false);
                }

                break;
            case JsonArray list when schema.ListType == ListType.Map && list.Count > 0:
                foreach (var item in list.OfType<JsonObject>())
                {
                    var child = Child(FieldPaths.Key(schema, item));
                    child.Collect(schema.Element ?? Schema.Any, item, isRoot: false);
                    child.IsMember = true;
                }

                break;
            case JsonArray list when schema.ListType == ListType.Set && list.Count > 0:
                foreach (var value in list)
                {
                    Child("v:" + (value?.ToJsonString() ?? "null")).IsMember = true;
                }

                break;
            default:
                IsMember = !isRoot;
                break;
        }
    }

    private FieldSet Child(string element)
    {
        if (!_children.TryGetValue(element, out var child))
        {
            _children[element] = child = new();
        }

        return child;
    }

    public override string ToString() => JsonSerializer.Serialize(ToJson());
}
