using System.Text;

namespace EksIngress.Bench.Fuzzing;

/// <summary>Makes inputs out of others: by bits, bytes, words of the format, and the parts between its delimiters.</summary>
/// <param name="random">Seeded: the same seed makes the same inputs.</param>
/// <param name="words">Words of the format.</param>
internal sealed class Mutator(Random random, IReadOnlyList<string> words)
{
    /// <summary>Longest input that is made often; one in a few hundred is up to <see cref="LongestBytes"/>.</summary>
    private const int UsualBytes = 8 * 1024;
    private const int LongestBytes = 256 * 1024;

    private static readonly byte[] Delimiters = "{}[]\",:&=;/.?%+ \n\r-"u8.ToArray();

    private static readonly string[] Odd =
    [
        "0", "-1", "1", "2147483647", "2147483648", "-2147483648", "9223372036854775807", "9223372036854775808", "1e999", "0.1", "NaN", "00",
        "\\ud800", "\\u0000", "%00", "%", "%zz", "%C3%28", "%2F", "%25", "+", "\0", "\uFFFE", "\uFFFF", "é", "𝄞", "null", "true", "[]", "{}", "\"\"",
    ];

    private readonly byte[][] _words = [.. words.Concat(Odd).Select(Encoding.UTF8.GetBytes)];

    public byte[] Mutate(IReadOnlyList<byte[]> corpus)
    {
        var data = new List<byte>(Pick(corpus));
        var limit = random.Next(400) == 0 ? LongestBytes : UsualBytes;
        for (var count = 1 + random.Next(1 << random.Next(4)); count > 0; count--)
        {
            Step(data, corpus, limit);
        }

        return data.Count <= limit ? [.. data] : [.. data.Take(limit)];
    }

    private void Step(List<byte> data, IReadOnlyList<byte[]> corpus, int limit)
    {
        switch (random.Next(12))
        {
            case 0 when data.Count > 0:
                data[random.Next(data.Count)] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when data.Count > 0:
                data[random.Next(data.Count)] = (byte)random.Next(256);
                break;
            case 2:
                Replace(data, Span(data.Count), []);
                break;
            case 3:
                var (from, length) = Span(data.Count);
                data.InsertRange(random.Next(data.Count + 1), data.GetRange(from, length));
                break;
            case 4:
                data.InsertRange(random.Next(data.Count + 1), Pick(_words));
                break;
            case 5:
                Replace(data, Part(data), Pick(_words));
                break;
            case 6:
                var other = new List<byte>(Pick(corpus));
                var part = Part(other);
                Replace(data, Part(data), [.. other.GetRange(part.Start, part.Length)]);
                break;
            case 7:
                Replace(data, Part(data), []);
                break;
            case 8:
                var (first, second) = (Part(data), Part(data));
                byte[] kept = [.. data.GetRange(second.Start, second.Length)];
                Replace(data, first, kept);
                break;
            case 9:
                Repeat(data, limit);
                break;
            case 10:
                var tail = Pick(corpus);
                Replace(data, (Math.Min(data.Count, random.Next(data.Count + 1)), 0), tail[random.Next(tail.Length + 1)..]);
                break;
            default:
                data.Insert(random.Next(data.Count + 1), Delimiters[random.Next(Delimiters.Length)]);
                break;
        }
    }

    // What nests or grows without bound is found by repeating.
    private void Repeat(List<byte> data, int limit)
    {
        var (start, length) = random.Next(2) == 0 ? Part(data) : Span(data.Count);
        if (length == 0)
        {
            return;
        }

        byte[] chunk = [.. data.GetRange(start, length)];
        var times = Math.Min(1 << random.Next(1, 17), (limit - data.Count) / chunk.Length);
        var repeated = new List<byte>(Math.Max(0, times) * chunk.Length);
        for (; times > 0; times--)
        {
            repeated.AddRange(chunk);
        }

        data.InsertRange(start, repeated);
    }

    private (int Start, int Length) Span(int count)
    {
        var start = random.Next(count + 1);
        return (start, random.Next(Math.Min(count - start, 64) + 1));
    }

    /// <summary>From one delimiter to another: a word, or a few with what is between them.</summary>
    private (int Start, int Length) Part(List<byte> data)
    {
        if (data.Count == 0)
        {
            return (0, 0);
        }

        var start = random.Next(data.Count);
        while (start > 0 && Array.IndexOf(Delimiters, data[start - 1]) < 0)
        {
            start--;
        }

        var end = start;
        for (var parts = 1 + random.Next(3); parts > 0 && end < data.Count; parts--)
        {
            do
            {
                end++;
            }
            while (end < data.Count && Array.IndexOf(Delimiters, data[end]) < 0);
        }

        return (start, end - start);
    }

    private static void Replace(List<byte> data, (int Start, int Length) range, byte[] by)
    {
        data.RemoveRange(range.Start, Math.Min(range.Length, data.Count - range.Start));
        data.InsertRange(range.Start, by);
    }

    private byte[] Pick(IReadOnlyList<byte[]> items) => items[random.Next(items.Count)];
}
