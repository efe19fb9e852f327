using System.Security.Cryptography;
using System.Text;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Serialization;

namespace Scheduling.Host.Storage;

/// <summary>What a command says, so that the same key with another body can be told from a repetition.</summary>
internal static class CommandBody
{
    /// <summary>SHA-256 over who asks, the operation's name and its canonical JSON.</summary>
    public static byte[] HashOf(Command command) => HashOf(command, CanonicalJson.Write(command.Operation));

    /// <param name="arguments">The canonical JSON of the operation.</param>
    public static byte[] HashOf(Command command, byte[] arguments)
    {
        var (role, channel, place) = command.By;
        var head = $"{EnumText.Of(role)} {EnumText.Of(channel)} {place} {OperationNames.Of(command.Operation)}\n";
        return SHA256.HashData([.. Encoding.UTF8.GetBytes(head), .. arguments]);
    }
}
