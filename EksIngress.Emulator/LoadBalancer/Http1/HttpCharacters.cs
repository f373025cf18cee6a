using System.Buffers;

namespace EksIngress.Emulator.LoadBalancer.Http1;

/// <summary>Sets of bytes that the grammar of HTTP names.</summary>
/// <remarks>Source: https://www.rfc-editor.org/rfc/rfc9110#section-5</remarks>
internal static class HttpCharacters
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>What methods and header names consist of.</summary>
    public static SearchValues<byte> Token { get; } = SearchValues.Create([.. (Letters + "!#$%&'*+-.^_`|~").Select(character => (byte)character)]);

    /// <summary>Header names that pass <c>routing.http.drop_invalid_header_fields.enabled</c>.</summary>
    public static SearchValues<byte> PlainName { get; } = SearchValues.Create([.. (Letters + "-").Select(character => (byte)character)]);

    /// <summary>What a header value should consist of: visible ASCII, space and tab.</summary>
    public static SearchValues<byte> Value { get; } = SearchValues.Create([(byte)'\t', .. Enumerable.Range(0x20, 0x5F).Select(value => (byte)value)]);

    /// <summary>Visible ASCII.</summary>
    public static SearchValues<byte> Visible { get; } = SearchValues.Create([.. Enumerable.Range(0x21, 0x5E).Select(value => (byte)value)]);

    /// <summary>Never part of a value or a target: lines and strings end at them.</summary>
    public static SearchValues<byte> NullOrReturn { get; } = SearchValues.Create([(byte)0, (byte)'\r']);

    /// <summary>ASCII control characters.</summary>
    public static SearchValues<byte> Control { get; } = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(value => (byte)value), 0x7F]);

    public static ReadOnlySpan<byte> TrimSpace(ReadOnlySpan<byte> text) => text.Trim(" \t"u8);
}
