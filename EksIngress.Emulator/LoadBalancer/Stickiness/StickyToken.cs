using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EksIngress.Emulator.LoadBalancer.Stickiness;

/// <summary>A name of fixed size for a target group or target, to put into cookies.</summary>
internal static class StickyToken
{
    /// <summary>The first 128 bits of the SHA-256 of a text.</summary>
    public static UInt128 Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
