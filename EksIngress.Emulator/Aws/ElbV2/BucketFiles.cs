using System.Text.RegularExpressions;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Objects in S3, which the emulator does not have: the object KEY of the bucket BUCKET is the file <c>s3/BUCKET/KEY</c> in its directory.</summary>
internal sealed partial class BucketFiles(EmulatorDirectory directory)
{
    /// <summary>The file of an object; null when there is none, or when the names lead elsewhere.</summary>
    public FileInfo? Find(string bucket, string key)
    {
        var root = Path.Combine(directory.FullPath, "s3");
        var path = Path.GetFullPath(Path.Combine(root, bucket, key));
        return Bucket().IsMatch(bucket) && path.StartsWith(Path.Combine(root, bucket) + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(path)
            ? new FileInfo(path)
            : null;
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z")]
    private static partial Regex Bucket();
}
