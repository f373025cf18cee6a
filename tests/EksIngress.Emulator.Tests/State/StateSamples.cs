using System.Collections.Immutable;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using EksIngress.Emulator.Aws.Ec2;
using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Policies;
using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Tests.State;

/// <summary>
/// Makes values of any type of state, with every member set that can be: by the constructor with the most parameters, and by the members
/// that can be initialized. A type that it cannot make is an error, for then nobody knows whether it can be written.
/// </summary>
internal sealed class StateSamples(int seed)
{
    private const int MaxDepth = 24;

    private static readonly string[] s_texts = ["", "a", "arn:aws:iam::000000000000:role/path/Name", "Ünïcödé ✓", "a\"b\\c/d\n\t\u0001", " spaced ", "$kind", "UPPER lower"];
    private static readonly Lazy<(X509Certificate2 WithKey, X509Certificate2 Bare)> s_certificates = new(CreateCertificates);

    private readonly Random _random = new(seed);

    public T Create<T>() => (T)Create(typeof(T), 0)!;

    private object? Create(Type type, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new NotSupportedException($"{type} is nested in itself.");
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return _random.Next(3) == 0 ? null : Create(underlying, depth);
        }

        return Simple(type) ?? Collection(type, depth) ?? Record(type, depth);
    }

    private object? Simple(Type type)
    {
        if (type.IsEnum)
        {
            var values = Enum.GetValues(type);
            return values.GetValue(_random.Next(values.Length));
        }

        return type switch
        {
            _ when type == typeof(string) => Text(),
            _ when type == typeof(bool) => _random.Next(2) == 0,
            _ when type == typeof(int) => _random.Next(int.MinValue, int.MaxValue),
            _ when type == typeof(uint) => (uint)_random.NextInt64(uint.MaxValue),
            _ when type == typeof(long) => _random.NextInt64(long.MinValue, long.MaxValue),
            _ when type == typeof(byte) => (byte)_random.Next(256),
            _ when type == typeof(double) => _random.NextDouble() * 1e9,
            _ when type == typeof(byte[]) => Bytes(),
            _ when type == typeof(TimeSpan) => TimeSpan.FromTicks(_random.NextInt64(TimeSpan.FromDays(3650).Ticks)),
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(_random.NextInt64(DateTimeOffset.UnixEpoch.Ticks, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero).Ticks), TimeSpan.Zero),
            _ when type == typeof(Uri) => new Uri($"https://host-{_random.Next(100)}.example:{_random.Next(1, 65535)}/path?q=%20"),
            _ when type == typeof(IPAddress) => new IPAddress(_random.Next(2) == 0 ? RandomBytes(4) : RandomBytes(16)),
            _ when type == typeof(Ipv4Cidr) => Ipv4Cidr.TryParse($"{new IPAddress(RandomBytes(4))}/{_random.Next(33)}", out var cidr) ? cidr : default(object),
            _ when type == typeof(StatusCodeMatcher) => _random.Next(2) == 0 ? Http("200,202-299") : Grpc("0,12-14"),
            _ when type == typeof(AttributeSet) => Attributes(),
            _ when type == typeof(IamDocument) => Document(),
            _ when type == typeof(X509Certificate2) => _random.Next(2) == 0 ? s_certificates.Value.WithKey : s_certificates.Value.Bare,
            _ when type == typeof(X509Certificate2Collection) => new X509Certificate2Collection { s_certificates.Value.Bare, s_certificates.Value.Bare },
            _ when type == typeof(JsonObject) => new JsonObject { ["Rules"] = new JsonArray(new JsonObject { ["Name"] = Text(), ["Priority"] = _random.Next() }), ["None"] = null },
            _ => null,
        };
    }

    private object? Collection(Type type, int depth)
    {
        if (type.IsArray)
        {
            return Fill(type.GetElementType()!, depth);
        }

        if (!type.IsGenericType)
        {
            return null;
        }

        var arguments = type.GetGenericArguments();
        var generic = type.GetGenericTypeDefinition();
        if (arguments is [var item])
        {
            var items = new Lazy<Array>(() => Fill(item, depth));
            return generic == typeof(ImmutableArray<>) ? Call(nameof(ToImmutableArray), [item], items.Value)
                : generic == typeof(ImmutableList<>) ? Call(nameof(ToImmutableList), [item], items.Value)
                : generic == typeof(IReadOnlyList<>) || generic == typeof(List<>) ? Call(nameof(ToList), [item], items.Value)
                : generic == typeof(SnapshotMap<>) ? Call(nameof(ToSnapshotMap), [item], Fill(typeof(string), depth), items.Value)
                : generic == typeof(ImmutableSortedSet<>) && item == typeof(string) ? ((string[])items.Value).ToImmutableSortedSet(StringComparer.Ordinal)
                : null;
        }

        if (arguments is not [var key, var value])
        {
            return null;
        }

        if (type == typeof(ImmutableSortedDictionary<TargetKey, Target>))
        {
            return ((Target[])Fill(typeof(Target), depth)).DistinctBy(target => target.Key).ToImmutableSortedDictionary(target => target.Key, target => target);
        }

        return generic == typeof(ImmutableSortedDictionary<,>) ? Call(nameof(ToSorted), [key, value], Fill(key, depth), Fill(value, depth))
            : generic == typeof(ImmutableDictionary<,>) ? Call(nameof(ToMap), [key, value], Fill(key, depth), Fill(value, depth))
            : null;
    }

    private object Record(Type type, int depth)
    {
        if (type.IsAbstract)
        {
            var kinds = type.Assembly.GetTypes().Where(kind => !kind.IsAbstract && kind.IsSubclassOf(type)).OrderBy(kind => kind.FullName, StringComparer.Ordinal).ToList();
            return kinds.Count > 0
                ? Record(kinds[_random.Next(kinds.Count)], depth)
                : throw new NotSupportedException($"Nothing is known of {type}, which has no kinds: say here how to make one, and give StateJson a converter.");
        }

        if (type.GetMethod("<Clone>$") is null && !type.IsValueType)
        {
            throw new NotSupportedException($"{type} is no record: say here how to make one, and give StateJson a converter.");
        }

        var constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(constructor => constructor.GetParameters() is not [var single] || single.ParameterType != type)
            .MaxBy(constructor => constructor.GetParameters().Length);
        var made = constructor is null ? RuntimeHelpers.GetUninitializedObject(type) : constructor.Invoke([.. constructor.GetParameters().Select(parameter => Create(parameter.ParameterType, depth + 1))]);
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.CanWrite && property.GetCustomAttribute<JsonIgnoreAttribute>() is null))
        {
            property.SetValue(made, CanBeNull(property) && _random.Next(4) == 0 ? null : Create(property.PropertyType, depth + 1));
        }

        return made;
    }

    private static bool CanBeNull(PropertyInfo property) =>
        !property.PropertyType.IsValueType && new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;

    private Array Fill(Type item, int depth)
    {
        var filled = Array.CreateInstance(item, depth > MaxDepth / 4 ? _random.Next(2) : _random.Next(1, 4));
        for (var i = 0; i < filled.Length; i++)
        {
            filled.SetValue(Create(item, depth + 1), i);
        }

        return filled;
    }

    private string Text() => s_texts[_random.Next(s_texts.Length)] + _random.Next(1000);

    private byte[] Bytes() => RandomBytes(_random.Next(64));

    private byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private AttributeSet Attributes() => _random.Next(7) switch
    {
        0 => AttributeSet.Defaults(AttributeTable.LoadBalancer).With([KeyValuePair.Create(AttributeTable.IdleTimeout, $"{_random.Next(1, 4000)}")]),
        1 => AttributeSet.Defaults(AttributeTable.Listener),
        2 => AttributeSet.Defaults(AttributeTable.HttpsListener).With([KeyValuePair.Create(AttributeTable.ServerHeader, "false")]),
        3 => AttributeSet.Defaults(AttributeTable.NetworkLoadBalancer).With([KeyValuePair.Create(AttributeTable.CrossZone, "true")]),
        4 => AttributeSet.Defaults(AttributeTable.TcpListener).With([KeyValuePair.Create(AttributeTable.TcpIdleTimeout, $"{_random.Next(60, 6000)}")]),
        5 => AttributeSet.Defaults(AttributeTable.AlbTargetGroup).With([KeyValuePair.Create(AttributeTable.UnhealthyTermination, "false")]),
        _ => AttributeSet.Defaults(AttributeTable.TargetGroup).With([KeyValuePair.Create(AttributeTable.DeregistrationDelay, $"{_random.Next(3600)}")]),
    };

    // Kept as text, which says what it means.
    private IamDocument Document()
    {
        var (kind, subject) = _random.Next(2) == 0 ? (PolicyKind.Trust, """ "Principal":{"AWS":"*"} """) : (PolicyKind.Identity, """ "Resource":"*" """);
        var json = $$"""{"Version":"2012-10-17","Statement":[{"Sid":"Ünïcödé \\ {{_random.Next(1000)}}","Effect":"Deny","Action":"sts:*",{{subject}}}]}""";
        return new IamDocument(json, PolicyDocumentParser.Parse(json, kind));
    }

    private static StatusCodeMatcher Http(string text) => StatusCodeMatcher.TryParseHttp(text, out var matcher) ? matcher : throw new InvalidOperationException(text);

    private static StatusCodeMatcher Grpc(string text) => StatusCodeMatcher.TryParseGrpc(text, out var matcher) ? matcher : throw new InvalidOperationException(text);

    private static (X509Certificate2, X509Certificate2) CreateCertificates()
    {
        var (authority, certificate, key) = TestCertificates.Create("shop.example");
        using var pair = X509Certificate2.CreateFromPem(certificate, key);
        return (X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable), X509Certificate2.CreateFromPem(authority));
    }

    private static object Call(string name, Type[] arguments, params object[] values) =>
        typeof(StateSamples).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(arguments).Invoke(null, values)!;

    private static ImmutableArray<T> ToImmutableArray<T>(T[] items) => [.. items];

    private static ImmutableList<T> ToImmutableList<T>(T[] items) => [.. items];

    private static List<T> ToList<T>(T[] items) => [.. items];

    private static SnapshotMap<TValue> ToSnapshotMap<TValue>(string[] keys, TValue[] values) =>
        SnapshotMap<TValue>.Empty(StringComparer.Ordinal).AddRange(Pairs(keys, values));

    private static ImmutableSortedDictionary<TKey, TValue> ToSorted<TKey, TValue>(TKey[] keys, TValue[] values)
        where TKey : notnull =>
        Pairs(keys, values).ToImmutableSortedDictionary(Comparer<TKey>());

    private static ImmutableDictionary<TKey, TValue> ToMap<TKey, TValue>(TKey[] keys, TValue[] values)
        where TKey : notnull =>
        Pairs(keys, values).ToImmutableDictionary((IEqualityComparer<TKey>?)(typeof(TKey) == typeof(string) ? StringComparer.Ordinal : null));

    private static IEnumerable<KeyValuePair<TKey, TValue>> Pairs<TKey, TValue>(TKey[] keys, TValue[] values) =>
        keys.Zip(values, KeyValuePair.Create).DistinctBy(pair => pair.Key);

    private static IComparer<TKey>? Comparer<TKey>() => typeof(TKey) == typeof(string) ? (IComparer<TKey>)StringComparer.Ordinal : null;
}
