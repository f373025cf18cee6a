using System.Text;
using EksIngress.Alb.Plans;
using EksIngress.Provisioner.Commands;

namespace EksIngress.Provisioner.Alb.Manifests;

/// <summary>Reads what <c>-f</c> names: a file, a folder's <c>.yaml</c>, <c>.yml</c> and <c>.json</c> files, or <c>-</c> for standard input.</summary>
internal static class ManifestFiles
{
    /// <summary>Bytes of one file, and characters of standard input, at most.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private const int MaxFiles = 2000;
    private const string StandardInput = "-";

    // A build instruction for kustomize, not an object of a cluster.
    private static readonly string[] Kustomizations = ["kustomization.yaml", "kustomization.yml"];

    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    /// <param name="paths">As they were given.</param>
    /// <param name="recursive">True to read folders within folders as well.</param>
    /// <param name="input">Standard input; null when there is none to read.</param>
    /// <returns>The objects in the order of the paths; within a folder by path, in ordinal order.</returns>
    /// <exception cref="BadInputException">Something is missing, cannot be read, or is too large.</exception>
    /// <exception cref="ManifestException">A file holds no Kubernetes objects.</exception>
    public static IReadOnlyList<ManifestObject> Read(IEnumerable<string> paths, bool recursive, TextReader? input)
    {
        var objects = new List<ManifestObject>();
        var inputIsRead = false;
        foreach (var path in paths)
        {
            if (path == StandardInput)
            {
                if (inputIsRead)
                {
                    throw new BadInputException("-f - was given twice; standard input can be read once.");
                }

                inputIsRead = true;
                objects.AddRange(YamlReader.Read("standard input", ReadInput(input)));
                continue;
            }

            foreach (var file in Files(path, recursive))
            {
                objects.AddRange(YamlReader.Read(file, ReadFile(file)));
            }
        }

        return objects;
    }

    /// <summary>The text of a file.</summary>
    /// <exception cref="BadInputException">It cannot be read, is too large, or is no UTF-8.</exception>
    public static string ReadFile(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read);
            var buffer = new byte[MaxBytes + 1];
            var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (length > MaxBytes)
            {
                throw new BadInputException($"{path} has more than {MaxBytes} bytes, which is the most that is read.");
            }

            var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(buffer, 0, length);
            return text.TrimStart('\uFEFF');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path} cannot be read: {exception.Message}");
        }
        catch (DecoderFallbackException)
        {
            throw new BadInputException($"{path} is no UTF-8 text.");
        }
    }

    private static string ReadInput(TextReader? input)
    {
        if (input is null)
        {
            throw new BadInputException("-f - was given, and there is no standard input. Pipe the manifests in, or name a file.");
        }

        var buffer = new char[MaxBytes + 1];
        var length = input.ReadBlock(buffer);
        return length > MaxBytes
            ? throw new BadInputException($"Standard input has more than {MaxBytes} characters, which is the most that is read.")
            : new string(buffer, 0, length);
    }

    private static IReadOnlyList<string> Files(string path, bool recursive)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        if (!Directory.Exists(path))
        {
            throw new BadInputException($"{path} is neither a file nor a folder.");
        }

        var files = Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = recursive, MaxRecursionDepth = 20 })
            .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.Ordinal) && !Kustomizations.Contains(Path.GetFileName(file), StringComparer.Ordinal))
            .Take(MaxFiles + 1)
            .Order(StringComparer.Ordinal)
            .ToList();
        return files.Count switch
        {
            0 => throw new BadInputException($"{path} holds no .yaml, .yml or .json file{(recursive ? "" : "; folders in it are read with --recursive")}."),
            > MaxFiles => throw new BadInputException($"{path} holds more than {MaxFiles} manifests, which is the most that is read."),
            _ => files,
        };
    }
}
