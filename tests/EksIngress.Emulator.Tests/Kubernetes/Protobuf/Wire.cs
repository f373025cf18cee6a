using System.Text;

namespace EksIngress.Emulator.Tests.Kubernetes.Protobuf;

/// <summary>Writes protobuf by hand: what clients send, and what no client would.</summary>
internal static class Wire
{
    /// <summary>A body as Go's clients make it.</summary>
    public static byte[] Body(string apiVersion, string kind, params byte[][] fields) =>
        [.. "k8s\0"u8, .. Message(1, Text(1, apiVersion), Text(2, kind)), .. Message(2, fields), .. Text(3, ""), .. Text(4, "")];

    public static byte[] Text(int number, string value) => Message(number, Encoding.UTF8.GetBytes(value));

    /// <summary>A message, a text or bytes: whatever has a length.</summary>
    public static byte[] Message(int number, params byte[][] parts)
    {
        byte[] content = [.. parts.SelectMany(part => part)];
        return [.. Tag(number, 2), .. Varint((ulong)content.Length), .. content];
    }

    public static byte[] Number(int number, long value) => [.. Tag(number, 0), .. Varint(unchecked((ulong)value))];

    public static byte[] Tag(int number, int wireType) => Varint(((ulong)number << 3) | (uint)wireType);

    public static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value > 0x7F; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }
}
