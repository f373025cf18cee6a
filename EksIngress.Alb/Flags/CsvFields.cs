using System.Text;

namespace EksIngress.Alb.Flags;

/// <summary>Lists in flags: comma-separated, with quotes around what holds a comma.</summary>
/// <remarks>Source: https://pkg.go.dev/encoding/csv</remarks>
internal static class CsvFields
{
    /// <exception cref="AlbModelException">A quote stands where none may.</exception>
    public static IReadOnlyList<string> Read(string line)
    {
        var fields = new List<string>();
        var position = 0;
        while (true)
        {
            if (position < line.Length && line[position] == '"')
            {
                fields.Add(ReadQuoted(line, ref position));
            }
            else
            {
                var end = line.IndexOf(',', position) is var comma and >= 0 ? comma : line.Length;
                if (line.IndexOf('"', position, end - position) is var quote and >= 0)
                {
                    throw new AlbModelException($"parse error on line 1, column {quote + 1}: bare \" in non-quoted field");
                }

                fields.Add(line[position..end]);
                position = end;
            }

            if (position == line.Length)
            {
                return fields;
            }

            position++;
        }
    }

    private static string ReadQuoted(string line, ref int position)
    {
        var field = new StringBuilder();
        for (position++; position < line.Length; position++)
        {
            if (line[position] != '"')
            {
                field.Append(line[position]);
            }
            else if (position + 1 < line.Length && line[position + 1] == '"')
            {
                field.Append('"');
                position++;
            }
            else if (position + 1 == line.Length || line[position + 1] == ',')
            {
                position++;
                return field.ToString();
            }
            else
            {
                throw new AlbModelException($"parse error on line 1, column {position + 1}: extraneous or missing \" in quoted-field");
            }
        }

        throw new AlbModelException($"parse error on line 1, column {line.Length + 1}: extraneous or missing \" in quoted-field");
    }
}
