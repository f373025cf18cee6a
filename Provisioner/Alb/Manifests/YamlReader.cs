using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EksIngress.Alb.Plans;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EksIngress.Provisioner.Alb.Manifests;

/// <summary>
/// Reads YAML, and JSON as the subset of it that it is, into JSON with the line of each field. Several documents in one stream, anchors,
/// aliases and merge keys are read; values are what kubectl makes of them. Depth and size of the result are bounded.
/// </summary>
internal sealed class YamlReader
{
    private const int MaxDepth = 100;

    // Aliases multiply what is written: nine lines can stand for a billion values.
    private const int MaxValues = 500_000;

    private readonly string _source;
    private readonly IParser _parser;
    private readonly Dictionary<AnchorName, JsonNode?> _anchors = [];
    private Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private int _values;

    private YamlReader(string source, string text)
    {
        _source = source;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The objects of all documents; empty documents are left out, lists stand for their items.</summary>
    /// <exception cref="ManifestException">The text is no YAML, holds what Kubernetes cannot, or is too large.</exception>
    public static IReadOnlyList<ManifestObject> Read(string source, string text)
    {
        try
        {
            return new YamlReader(source, text).ReadStream();
        }
        catch (YamlException exception)
        {
            var reason = exception.InnerException is YamlException inner ? inner.Message : exception.Message;
            throw new ManifestException($"this is no YAML: {reason}", source, (int)exception.Start.Line);
        }
    }

    private List<ManifestObject> ReadStream()
    {
        var objects = new List<ManifestObject>();
        _parser.Consume<StreamStart>();
        while (_parser.TryConsume<DocumentStart>(out _))
        {
            _anchors.Clear();
            _lines = new Dictionary<string, int>(StringComparer.Ordinal);
            if (ReadValue("", 0) is { } node)
            {
                objects.AddRange(ManifestObject.Expand(JsonSerializer.SerializeToElement(node), _source, _lines));
            }

            _parser.Consume<DocumentEnd>();
        }

        _parser.Consume<StreamEnd>();
        return objects;
    }

    private JsonNode? ReadValue(string pointer, int depth)
    {
        var start = _parser.Consume<ParsingEvent>();
        Count(start, 1);
        _lines.TryAdd(pointer, Line(start));
        if (depth > MaxDepth)
        {
            throw Fault(start, $"it is nested deeper than {MaxDepth} levels");
        }

        var (anchor, value) = start switch
        {
            Scalar scalar => (scalar.Anchor, ReadScalar(scalar)),
            MappingStart mapping => (mapping.Anchor, ReadMapping(mapping, pointer, depth)),
            SequenceStart sequence => (sequence.Anchor, ReadSequence(sequence, pointer, depth)),
            AnchorAlias alias => (AnchorName.Empty, Copy(alias)),
            _ => throw Fault(start, "a value is expected here"),
        };
        if (!anchor.IsEmpty)
        {
            _anchors[anchor] = value;
        }

        return value;
    }

    private JsonObject ReadMapping(MappingStart start, string pointer, int depth)
    {
        RefuseTag(start, start.Tag);
        var map = new JsonObject();
        var merged = new List<JsonObject>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (!_parser.TryConsume<Scalar>(out var key))
            {
                throw Fault(_parser.Current ?? start, "a key is expected here, and it must be a plain value");
            }

            var child = $"{pointer}/{ManifestObject.Escape(key.Value)}";
            if (key is { Value: "<<", Style: ScalarStyle.Plain })
            {
                merged.AddRange(ReadMerge(key, child, depth + 1));
                continue;
            }

            if (map.ContainsKey(key.Value))
            {
                throw Fault(key, $"'{key.Value}' is there already, in line {_lines[child]}");
            }

            _lines[child] = Line(key);
            map[key.Value] = ReadValue(child, depth + 1);
        }

        // What is written in the mapping itself wins, and then the first one merged.
        foreach (var (name, value) in merged.SelectMany(source => source).Where(member => !map.ContainsKey(member.Key)).ToList())
        {
            map.TryAdd(name, value?.DeepClone());
        }

        return map;
    }

    private IEnumerable<JsonObject> ReadMerge(Scalar key, string pointer, int depth) => ReadValue(pointer, depth) switch
    {
        JsonObject one => [one],
        JsonArray many when many.All(item => item is JsonObject) => many.Cast<JsonObject>(),
        _ => throw Fault(key, "'<<' merges a mapping or a list of mappings"),
    };

    private JsonArray ReadSequence(SequenceStart start, string pointer, int depth)
    {
        RefuseTag(start, start.Tag);
        var list = new JsonArray();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            list.Add(ReadValue(string.Create(CultureInfo.InvariantCulture, $"{pointer}/{list.Count}"), depth + 1));
        }

        return list;
    }

    private JsonNode? Copy(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value, out var value))
        {
            throw Fault(alias, $"'*{alias.Value}' refers to nothing before it");
        }

        Count(alias, CountValues(value));
        return value?.DeepClone();
    }

    private JsonNode? ReadScalar(Scalar scalar)
    {
        if (scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific)
        {
            return scalar is { Style: ScalarStyle.Plain, Tag.IsEmpty: true } ? YamlScalars.Read(scalar.Value) : JsonValue.Create(scalar.Value);
        }

        return scalar.Tag.Value == "tag:yaml.org,2002:str"
            ? JsonValue.Create(scalar.Value)
            : throw Fault(scalar, $"the tag {scalar.Tag} is not supported; write the value without it");
    }

    private void RefuseTag(ParsingEvent at, TagName tag)
    {
        if (!tag.IsEmpty && !tag.IsNonSpecific)
        {
            throw Fault(at, $"the tag {tag} is not supported; write the value without it");
        }
    }

    private void Count(ParsingEvent at, int values)
    {
        _values += values;
        if (_values > MaxValues)
        {
            throw Fault(at, $"with its aliases it holds more than {MaxValues} values");
        }
    }

    private static int CountValues(JsonNode? node) => node switch
    {
        JsonObject map => 1 + map.Sum(member => CountValues(member.Value)),
        JsonArray list => 1 + list.Sum(CountValues),
        _ => 1,
    };

    private static int Line(ParsingEvent at) => (int)at.Start.Line;

    private ManifestException Fault(ParsingEvent at, string message) => new(message, _source, Line(at));
}
