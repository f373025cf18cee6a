using System.Text;

namespace EksIngress.Emulator.Tests.LoadBalancer.Wire;

/// <summary>One connection as text, a character for each byte.</summary>
internal sealed class ByteConversation(Stream stream, CancellationToken cancellationToken)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private string _pending = "";

    public Task WriteAsync(string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken).AsTask();

    /// <summary>Up to and with the empty line; null at the end of the connection.</summary>
    public async Task<string?> ReadHeadAsync()
    {
        var head = await PeekHeadAsync();
        _pending = head is null ? _pending : _pending[head.Length..];
        return head;
    }

    /// <summary>As <see cref="ReadHeadAsync"/>; what was read stays to be read.</summary>
    public async Task<string?> PeekHeadAsync() => await ReadUntilAsync("\r\n\r\n") is { } text ? text : null;

    /// <summary>Up to and with a text; null at the end of the connection. What was read stays.</summary>
    public async Task<string?> ReadUntilAsync(string end)
    {
        while (!_pending.Contains(end, StringComparison.Ordinal))
        {
            if (!await FillAsync())
            {
                return null;
            }
        }

        return _pending[..(_pending.IndexOf(end, StringComparison.Ordinal) + end.Length)];
    }

    /// <summary>So many characters.</summary>
    public async Task<string> ReadAsync(int count)
    {
        while (_pending.Length < count && await FillAsync())
        {
        }

        var text = _pending[..Math.Min(count, _pending.Length)];
        _pending = _pending[text.Length..];
        return text;
    }

    /// <summary>Everything up to the end of the connection.</summary>
    public async Task<string> ReadToEndAsync()
    {
        while (await FillAsync())
        {
        }

        return _pending;
    }

    private async Task<bool> FillAsync()
    {
        var count = await stream.ReadAsync(_buffer, cancellationToken);
        _pending += Encoding.Latin1.GetString(_buffer, 0, count);
        return count > 0;
    }
}
