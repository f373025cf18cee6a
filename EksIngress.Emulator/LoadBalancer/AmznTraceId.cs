using System.Buffers;
using System.Buffers.Text;
using EksIngress.Emulator.LoadBalancer.Http1;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>The header <c>X-Amzn-Trace-Id</c>, for example <c>Root=1-67891233-abcdef012345678912345678</c>.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html</remarks>
internal static class AmznTraceId
{
    // A client that keeps adding to it would end up over the limit on header size.
    private const int MaxLength = 7 * 1024;

    private static readonly StandardFormat EightDigits = new('x', 8);

    /// <summary>Writes the value that goes to the target: a Root for a request without one, else a Self in front of what it had.</summary>
    /// <param name="received">Value that the client sent; empty for none.</param>
    public static void Write(HeadWriter to, ReadOnlySpan<byte> received, DateTimeOffset now)
    {
        if (received.Length is 0 or > MaxLength || !HasRoot(received))
        {
            to.Write("Root=1-"u8);
            WriteId(to, now);
            return;
        }

        to.Write("Self=1-"u8);
        WriteId(to, now);
        foreach (var range in received.Split((byte)';'))
        {
            var field = received[range].Trim(" \t"u8);
            if (!field.IsEmpty && !field.StartsWith("Self="u8))
            {
                to.Write(";"u8);
                to.Write(field);
            }
        }
    }

    private static bool HasRoot(ReadOnlySpan<byte> received)
    {
        foreach (var range in received.Split((byte)';'))
        {
            if (received[range].Trim(" \t"u8).StartsWith("Root="u8))
            {
                return true;
            }
        }

        return false;
    }

    private static void WriteId(HeadWriter to, DateTimeOffset now)
    {
        Utf8Formatter.TryFormat((uint)now.ToUnixTimeSeconds(), to.Reserve(8), out var written, EightDigits);
        to.Advance(written);
        to.Write("-"u8);
        // It tells requests apart; it keeps no secret.
        Span<byte> random = stackalloc byte[12];
        Random.Shared.NextBytes(random);
        Convert.TryToHexStringLower(random, to.Reserve(24), out written);
        to.Advance(written);
    }
}
