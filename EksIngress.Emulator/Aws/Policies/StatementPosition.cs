using System.Text;
using System.Text.Json;

namespace EksIngress.Emulator.Aws.Policies;

/// <summary>Where in its document a statement stands: lines from 1; columns from 1, in characters; the end behind the closing brace.</summary>
internal readonly record struct StatementPosition(int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    /// <param name="json">A policy document that <see cref="PolicyDocumentParser"/> has read.</param>
    /// <param name="index">Place of the statement, from 0.</param>
    public static StatementPosition Find(string json, int index)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("Statement"))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartArray)
                {
                    reader.Read();
                    for (var skipped = 0; skipped < index; skipped++)
                    {
                        reader.Skip();
                        reader.Read();
                    }
                }

                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                var (startLine, startColumn) = Locate(bytes.AsSpan(0, start));
                var (endLine, endColumn) = Locate(bytes.AsSpan(0, (int)reader.BytesConsumed));
                return new StatementPosition(startLine, startColumn, endLine, endColumn);
            }
        }

        throw new ArgumentException("The document has no Statement.", nameof(json));
    }

    private static (int Line, int Column) Locate(ReadOnlySpan<byte> before)
    {
        var line = before.Count((byte)'\n') + 1;
        return (line, Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1);
    }
}
